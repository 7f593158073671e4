// Paper: the drawing as a picture with its key, sources, licence and filters, then the details and the list in full, in
// dark ink on white.
/** @type {{sheet: string, theme: string, folded: HTMLDetailsElement[], paper: HTMLElement} | null} */
let beforePaper = null;

function startPrint() {
  addEventListener("beforeprint", () => {
    if (beforePaper) return;
    const { sheet, theme: colours } = state;
    const seen = state.sheet;
    if (!viewNow()) state.sheet = "";
    change({ theme: "light" });
    // A view is laid out for the width of paper, not for that of the window.
    PLANE.laid = null;
    const paper = drawingOnPaper();
    $("app").append(paper);
    change({ sheet: seen === "ranking" ? seen : "list" });
    document.querySelectorAll(".details .plain.more:not([aria-expanded]), .sheet .plain.more:not([aria-expanded])").forEach((more) => /** @type {HTMLElement} */ (more).click());
    const folded = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll(".details details:not([open], .hash-box), .reading details:not([open]), .sheet details:not([open])")]);
    folded.forEach((one) => { one.toggleAttribute("open", true); });
    beforePaper = { sheet, theme: colours, folded, paper };
  });
  addEventListener("afterprint", () => {
    if (!beforePaper) return;
    const { sheet, theme: colours, folded, paper } = beforePaper;
    beforePaper = null;
    paper.remove();
    folded.forEach((one) => { one.open = false; });
    change({ sheet, theme: colours });
  });
}

/** The drawing as it is saved, inside the document: a picture from an address might not be there yet when it prints. */
function drawingOnPaper() {
  const svg = new DOMParser().parseFromString(drawingAsSvg(), "image/svg+xml").documentElement;
  svg.setAttribute("role", "img");
  return el("figure", "paper", [document.importNode(svg, true)]);
}
