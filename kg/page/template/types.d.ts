// What the page's scripts have in common, for the type checker only: no browser reads this file.

/** What is open: a thing, a tie of two (an arc counts what is on its islands), or a party's part in a partnership. */
interface Chosen { key?: string; a?: string; b?: string; arc?: boolean | "map"; party?: string; deal?: string }

/** A text in both languages, English first. */
type Pair = [string, string];

/** A text in one language for all, or in both. */
type Words = string | Pair;

/** Where something is drawn: x, y and, of a disc, its radius. */
type Place = [number, number, number];

/** What a source says of a partnership at a time; `evidence` has the numbers of passages. */
interface Claim { stage: string; date?: string; evidence?: number[]; [field: string]: any }

/** Who takes part in a partnership, and where if that is said. */
interface Part { party: string; role?: string; places?: string[]; evidence?: number[]; [field: string]: any }

/** A record as the payload has it: a party, a partnership, a programme, a person. What it lacks is not there. */
interface Party { label: any; alt?: string[]; regions?: string[]; within?: string[]; evidence?: number[]; [field: string]: any }
interface Deal extends Party { parts?: Part[]; stages?: Claim[]; stage: string; partOf?: string[]; programmes?: string[]; places?: string[]; start?: string; end?: string; phase: string; ended: boolean }
interface Figure { about: string; origin?: string[]; destination?: string[]; programmes?: string[]; evidence?: number[]; [field: string]: any }

/** A source, and a passage of one: its number, start, end and hash, what else says the place, and the words if they are here. */
interface Source { label: any; publisher?: any; issued?: string; url?: string; archived?: string; sha256?: string; [field: string]: any }
type Passage = [number, any, any, string, any, string];

/** A disc of the drawing with what stands on it; a pack of it is what its many members have in common. */
interface Island { key: string; label: any; group: string; place: Place; members: string[]; packs?: [any, Place, number[]][]; [field: string]: any }
interface Pack { key: string; island: string; label: any; place: Place; members: string[] }

/** A tie of a projection with the partnerships behind it. */
interface Tie { a: string; b: string; deals: string[]; weights: any }

/** A ranking: rows of a key and its cells in words, and what its columns are. */
interface RankingData { title: any; columns?: any[]; rows: string[][]; carriers: any[]; [field: string]: any }

/** A list for every key, empty for what has none. */
interface Lists<V> { get(key: Key): V[]; has(key: Key): boolean }

/** Numbers by key, or the id of a measure, by which nodes are sized or coloured. */
type Measured = string | Map<string, number> | null;

/** What the reader chose; see state.js. */
interface State {
  lang: string; theme: string; drawing: string; sheet: string; selection: Chosen | null;
  hidden: Set<string>; sectors: Set<string>; regions: Set<string>; kinds: Set<string>; sources: Set<string>;
  years: [number, number] | null; asOf: string | null; knownBy: string | null;
  beside: boolean; step: number | null; grid: string; asTable: boolean; colourBy: string; sizes: Measured; tints: Measured;
  expanded: Set<string>; steps: number; most: number; measure: string; sort: Map<string, [number, number]>;
  look: number[] | null; hover: string | null; highlight: Set<string> | null;
  [name: string]: any;
}

/** A map that is only asked for what it holds. */
interface Known<V> extends Map<string, V> { get(key: Key): V; has(key: Key): boolean }

/** The key of a thing; of what has none nothing is known. */
type Key = string | null | undefined;

/** What the filters look at of a partnership. */
interface Traits { hidden: string[]; sectors: string[]; regions: string[]; kinds: string[]; sources: string[]; years: number[] }

interface Point { x: number; y: number }

/** A node of the drawing; `island` is the number of the island it stands on, or less than 0. */
interface DrawnNode extends Point { id: string; kind: string; island: number }

/** A participation as it is drawn; `shore` is where it leaves its own island. */
interface Line { id: string; party: string; deal: string; from: any; to: any; shore?: Point | null }

/** A tie as it is drawn: a cubic curve with the number of the partnerships behind it. */
interface Arc {
  a: string; b: string; deals: Set<string>; count: number;
  from: Point; to: Point; first: Point; second: Point; isBundled: boolean; badge: Point | null;
}

/** What stands out while something is selected. */
interface Focus { nodes: Set<string>; lines: Set<string>; arcs: (one: Arc) => boolean }

interface Scene {
  nodes: Known<DrawnNode>; lines: Line[]; arcs: Arc[]; painted: Arc[]; lands: any[]; focus: Focus | null; foremost: number | null; ties: { drawn: number; all: number } | null; most: number; strong: number; version: number; drawn: number;
}

/** The drawing on the screen, in pixels. */
interface ScreenView { scale: number; width: number; height: number; covered: Box[]; toScreen: (at: Point) => Point; near?: any; marks?: any; kept?: any; pass?: any; missing?: Set<string> }

/** A part of a view, in its pixels. */
interface Size { width: number; height: number }
interface Frame extends Point { width: number; height: number }

/** The context of a canvas, or the pen of the SVG file, which knows the same strokes. */
type Pen = any;

/** The element of a tag. */
type Made<T extends string> = T extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[T] : HTMLElement;

interface Box extends Point { key?: string; w: number; h: number; weight?: number }

/** A name where it stands on the drawing. */
interface Label extends Box {
  key: string; rows: string[]; font: string; size: number; align: CanvasTextAlign;
  bold?: boolean; top?: boolean; isSide?: boolean; leader?: { dx: number; dy: number; r: number }; cost?: number;
}

/** What the page uses of vis-network, which is loaded before all scripts but the first. */
interface Network {
  on(event: string, listener: (about: any) => void): void;
  redraw(): void;
  getScale(): number;
  getViewPosition(): Point;
  getNodeAt(at: Point): string | undefined;
  DOMtoCanvas(at: Point): Point;
  canvasToDOM(at: Point): Point;
  moveTo(view: { position?: Point; scale?: number; animation?: object | boolean }): void;
}
declare const vis: { Network: new (container: Element, data: object, options: object) => Network; DataSet: new (rows: object[]) => any };

/** Elements of page.html that are more than elements. */
interface Parts { search: HTMLInputElement; help: HTMLDialogElement; saving: HTMLDialogElement; coverage: HTMLDialogElement; link: HTMLButtonElement }

interface Window { kgPage: Readonly<Record<string, (...about: any[]) => any>> }

/** The payload as JSON, which boot.js gives to all other scripts, and the function that those are in. */
declare const PAGE_DATA: string;
declare function runPage(data: string): any;
