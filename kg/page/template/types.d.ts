// What the page's scripts have in common, for the type checker only: no browser reads this file.

/** What is open: a thing, a tie of two (an arc counts what is on its islands), or a party's part in a partnership. */
interface Chosen { key?: string; a?: string; b?: string; arc?: boolean; party?: string; deal?: string }

/** A text in both languages, English first. */
type Pair = [string, string];

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
interface Known<V> extends Map<string, V> { get(key: string): V }

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
  nodes: Map<string, DrawnNode>; lines: Line[]; arcs: Arc[]; painted: Arc[]; lands: any[]; focus: Focus | null; foremost: number | null; most: number; strong: number; version: number; drawn: number;
}

/** The drawing on the screen, in pixels. */
interface ScreenView { scale: number; width: number; height: number; covered: Box[]; toScreen: (at: Point) => Point }

/** A part of a view, in its pixels. */
interface Frame extends Point { width: number; height: number }

interface Box extends Point { key?: string; w: number; h: number; weight?: number }

/** A name where it stands on the drawing. */
interface Label extends Box {
  key: string; rows: string[]; font: string; size: number; align: CanvasTextAlign;
  bold?: boolean; top?: boolean; isSide?: boolean; leader?: { dx: number; dy: number }; area?: number; cost?: number;
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
