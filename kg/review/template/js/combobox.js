// A field with a list: codes and known things by id or by name, in both languages. What is typed narrows the list.

const MOST_SHOWN = 60;
let listNumber = 0;

/**
 * A combobox.
 * options: () => [{value, label, also, more}]; value: the value now, several with a separator;
 * onTyped(text), onCommit(value): what to do with what is typed and with what is chosen;
 * further(text): a promise of options that are not among those, such as of the registries; null if there are none.
 */
function combobox({ key, label, value, typed, options, further = null, separator, describedBy, column, onTyped, onCommit }) {
  const id = `list-${++listNumber}`;
  const list = el("ul", "options", [], { id, role: "listbox", "aria-label": label });
  list.hidden = true;
  const input = el("input", "", [], {
    type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-label": label, "aria-expanded": "false",
    "aria-controls": id, "aria-autocomplete": "list", "data-key": key, "aria-describedby": describedBy, dir: "auto",
  });
  const all = options();
  const called = (one) => (all.find((option) => option.value === one) || { label: nameOf(one, column) }).label;
  const chosen = separator ? value.split(separator).filter(Boolean) : [];
  input.value = typed !== undefined ? typed : separator ? "" : called(value);
  let shown = [], active = -1, touched = typed !== undefined;

  const hand = (value) => { touched = false; close(); afterwards(() => onCommit(value)); };
  const commit = (one) => hand(separator ? [...new Set([...chosen, one])].filter(Boolean).join(separator) : one);
  const close = () => {
    if (!touched) busy(input, false);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    unmark();
  };
  const unmark = () => {
    input.removeAttribute("aria-activedescendant");
    active = -1;
  };
  const mark = (place) => {
    active = shown.length ? (place + shown.length) % shown.length : -1;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
    if (active < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", `${id}-${active}`);
    return list.children[active].scrollIntoView({ block: "nearest" });
  };
  const open = () => {
    busy(input, true);
    const wanted = touched ? folded(input.value) : "";
    shown = matching(all, wanted);
    fill(list, shown.map((option, i) => optionItem(option, `${id}-${i}`, () => commit(option.value))));
    list.hidden = !shown.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    // A field that was emptied means nothing of the list, until one is chosen.
    if (touched && !wanted && !separator) unmark();
    else mark(wanted ? 0 : shown.findIndex((option) => option.value === value));
    // A list near the lower edge opens upwards.
    const { bottom } = input.getBoundingClientRect();
    list.classList.toggle("above", bottom + 240 > innerHeight);
  };
  /** Look for what is typed elsewhere, and show what is found if it is still what is typed. */
  const lookFurther = async () => {
    const text = input.value.trim();
    const found = further && text ? await further(text) : [];
    const fresh = found.filter((one) => !all.some((option) => option.value === one.value));
    if (!fresh.length || input.value.trim() !== text) return;
    all.push(...fresh);
    if (document.activeElement === input) open();
  };
  /** What is typed, where it is a value or the name of exactly one. */
  const meant = () => {
    const wanted = folded(input.value);
    if (!wanted) return "";
    const same = all.filter((option) => [option.value, option.label, ...option.also].some((name) => folded(name) === wanted));
    return same.length === 1 ? same[0].value : null;
  };
  /** Whether what is typed can be taken: one of the list, or that the field is emptied. */
  const isMeant = () => touched && (separator ? Boolean(meant()) : meant() !== null);
  input.addEventListener("focus", () => input.select());
  input.addEventListener("input", () => { touched = true; onTyped(input.value); open(); lookFurther(); });
  input.addEventListener("forget", () => { touched = false; input.value = separator ? "" : called(value); onTyped(undefined); });
  input.addEventListener("click", () => { if (list.hidden) open(); });
  input.addEventListener("blur", () => {
    const is = isMeant();
    close();
    busy(input, false);
    if (is) commit(meant());
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) open();
      else mark(event.key === "ArrowDown" ? active + 1 : Math.max(active, 0) - 1);
    } else if (event.key === "Enter" && !event.ctrlKey) {
      event.preventDefault();
      event.stopPropagation();
      const option = !list.hidden && shown[active];
      const isField = key.endsWith("/input");
      if (option || isMeant()) {
        commit(option ? option.value : meant());
        // Of several, the next one may be typed at once.
        if (isField && !separator) afterwards(() => focusNext(key));
      } else if (isField && !touched) focusNext(key);
      else if (list.hidden) open();
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Backspace" && separator && input.value === "" && chosen.length) {
      event.preventDefault();
      hand(chosen.slice(0, -1).join(separator));
    }
  });
  const tokens = chosen.map((one) => el("span", "token", [
    said(brief(called(one), 40)),
    button("remove", ["×"], () => hand(chosen.filter((other) => other !== one).join(separator)), { "aria-label": `${say("remove")} ${called(one)}`, tabindex: "-1" }),
  ]));
  return el("span", `combobox${separator ? " several" : ""}`, [...tokens, input, list]);
}

/** The options that have what is typed in their id or a name: those whose name it is first, then those it begins. */
function matching(all, wanted) {
  if (!wanted) return all.slice(0, MOST_SHOWN);
  const ranks = [[], [], []];
  for (const option of all) {
    const names = option.names || (option.names = [option.value, option.label, ...option.also].map(folded));
    if (names.includes(wanted)) ranks[0].push(option);
    else if (names.some((name) => name.startsWith(wanted))) ranks[1].push(option);
    else if (names.some((name) => name.includes(wanted))) ranks[2].push(option);
  }
  return ranks.flat().slice(0, MOST_SHOWN);
}

function optionItem(option, id, choose) {
  const item = el("li", "", [said(brief(option.label)), option.more ? said(brief(option.more, 60), "more") : null], { id, role: "option", "aria-selected": "false" });
  // Before the field loses the focus, which would close the list.
  item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(); });
  return item;
}

/** What may stand in a column with a list. */
function optionsOf(column) {
  if (column.codelist || column.enum) {
    const rows = column.codelist ? OPEN.codes[column.codelist] : column.enum.map((code) => [code, ...(OPEN.classes[code] || [code, code])]);
    return rows.map(([code, en, zh]) => ({ value: code, label: plain([en, zh]), also: [en, zh], more: code }));
  }
  return thingOptions(column.references);
}

/** How things that neither the package nor the article names are found: regions, in the registries; null of other kinds. */
function furtherOf(kinds) {
  if (!kinds.includes("region") || !LINK.regions) return null;
  return async (text) => {
    const found = await LINK.regions(text), named = new Set(found);
    return thingOptions(kinds).filter((option) => named.has(option.value) || named.has(`region/${option.value}`));
  };
}

/** The things that a column may refer to: of the package, and parties that are suggested or were added here. */
function thingOptions(kinds) {
  const short = kinds.length === 1 && !["region", "institution"].includes(kinds[0]);
  const known = [...KNOWN.values()].filter((thing) => kinds.includes(thing.kind)).map((thing) => ({
    value: short ? thing.reference.split("/")[1] : thing.reference, label: plain(thing.label), also: [...thing.label, ...thing.names], more: thing.more,
  }));
  const mine = [...RECORDS.values()].filter((record) => kinds.includes(OPEN.kinds[record.kind]) && record.state !== "rejected" && record.state !== "joined");
  return [...mine.map((record) => ({ value: `new/${record.id}`, label: labelOf(record), also: [valueOf(record, "name_zh"), valueOf(record, "name_en")], more: say("suggested") })), ...known];
}
