// Colours of the drawing, light and dark. The style sheet has the same ones for the rest of the page.
// Kinds are told apart by shape first; the colours are distinct to colour-blind readers too.
const CLASS_ORDER = ["Agreement", "Project", "Service", "TransportLink", "Event", "Partnership"];
/** @type {Record<string, any>} */
const THEMES = {
  light: {
    paper: "#fbfbf8", group: "#ebeeed", land: "#e1e8f1", landEdge: "#c9d4e2", ink: "#15202b", soft: "#566371",
    region: "#1d3a5c", zone: "#00735a", institution: "#0a6ebd", fund: "#a23b86", sector: "#8a6100", programme: "#b3246f", other: "#5d646c", edge: "#8a6f5c", select: "#0b1118",
    deals: ["#c2470a", "#7a4fb5", "#00808a", "#8f6a00", "#b3246f", "#5d646c"],
    badge: "#ffffff", arc: "#4a6583",
  },
  dark: {
    paper: "#12171d", group: "#1e2831", land: "#222e3c", landEdge: "#34465a", ink: "#eef2f6", soft: "#a9b6c3",
    region: "#a9c6ea", zone: "#3fc79f", institution: "#58b4f5", fund: "#e48cc8", sector: "#e0b53a", programme: "#f57cb8", other: "#a9b1b9", edge: "#a08d7c", select: "#ffffff",
    deals: ["#ff9257", "#b99af0", "#45cdd6", "#e0b53a", "#f57cb8", "#a9b1b9"],
    badge: "#1b2530", arc: "#8fa9c6",
  },
};
const theme = () => THEMES[state.theme];

/** The sectors that have a colour of their own: the most frequent ones. */
const COLOURED_SECTORS = (() => {
  const counts = new Map();
  for (const deal of DEALS.values()) for (const sector of deal.sectors || []) counts.set(sector, (counts.get(sector) || 0) + 1);
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1)).slice(0, 5);
})();

/**
 * Which colour a partnership has: by its class, or by its first sector that has one.
 * @param {string} deal
 */
function dealColour(deal) {
  const record = DEALS.get(deal);
  const colours = theme().deals;
  if (state.colourBy === "sector") {
    const place = COLOURED_SECTORS.findIndex((sector) => (record.sectors || []).includes(sector));
    return colours[place < 0 ? 5 : place];
  }
  return classColour(record.class);
}

/** @param {string} name */
function classColour(name) {
  const place = CLASS_ORDER.indexOf(name);
  return theme().deals[place < 0 ? 5 : place];
}

/** @type {(kind: string) => string} */
const kindColour = (kind) => theme()[kind];

function applyTheme() {
  document.documentElement.dataset.theme = state.theme;
}
