// Paper: the list in full and the details, in dark ink on white. A drawing that cannot be clicked says less.
let beforePaper = null;

function startPrint() {
  addEventListener("beforeprint", () => {
    if (beforePaper) return;
    const { sheet, theme: colours } = state;
    change({ sheet: state.sheet || "list", theme: "light" });
    document.querySelectorAll(".details .plain.more:not([aria-expanded]), .sheet .plain.more:not([aria-expanded])").forEach((more) => more.click());
    const folded = [...document.querySelectorAll(".details details:not([open], .hash-box), .reading details:not([open])")];
    folded.forEach((one) => { one.open = true; });
    beforePaper = { sheet, theme: colours, folded };
  });
  addEventListener("afterprint", () => {
    if (!beforePaper) return;
    const { sheet, theme: colours, folded } = beforePaper;
    beforePaper = null;
    folded.forEach((one) => { one.open = false; });
    change({ sheet, theme: colours });
  });
}
