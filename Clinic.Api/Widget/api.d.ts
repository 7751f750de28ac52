// What the public API answers (/openapi/v1.json), for the type check only; never served.

interface Name { family: string; given: string; middle?: string }
interface Price { amount: number; currency: string }
interface Specialty { id: string; name: string }
interface Doctor { id: string; name: Name; specialties: string[]; visitTypes: string[]; photo?: string }
interface VisitType {
  id: string; name: string; minutes?: number; price?: Price; specialty?: string; payments: string[]; referral: boolean;
}
interface Site { id: string; name: string; address: string; phone?: string; timeZone: string }
interface ClinicCard {
  name: string; phone?: string; languages: string[]; consent: { version: string; url: string }; marketing?: { version: string; url: string }; contactProof?: string; sites: Site[];
}
interface DayCount { date: string; count: number }

/** A computed free time. Times are RFC 3339 with the site's offset. */
interface Slot {
  id: string; start: string; end: string; doctor: string; visitType: string; site: string; room?: string; price?: Price;
}
interface Hold { id: string; slot: Slot; expiresAt: string; extendable: boolean }
interface Booked { id: string; code: string; token?: string; status: string; slot: Slot }
interface GivenConsent { kind: string; version: string; url: string; givenAt: string; withdrawnAt?: string }
interface Visit extends Booked { confirmAsked?: boolean; canMove: boolean; canCancel: boolean; changeUntil?: string; consents?: GivenConsent[]; preparation?: string; directions?: string; version: number }

/** RFC 9457; code "network" is the widget's own: no answer came. */
interface Problem {
  code: string; status?: number; detail?: string; errors?: { pointer: string; detail: string }[];
  alternatives?: Slot[]; secondsUntilRelease?: number; challenge?: Challenge;
}

/** Which number from 0 to maxnumber, written behind the salt, has the hash (hexadecimal SHA-256)? */
interface Challenge { algorithm: string; challenge: string; maxnumber: number; salt: string; signature: string }

/** What the element maker takes: attributes, and listeners by event name; then children, where empty ones are left out. */
type Props = Record<string, string | number | boolean | null | undefined | ((event: any) => unknown)> | null;
type Kid = any;

/** The top of a step: heading, way back, and whether focus moves to the heading. */
interface Frame { title: string; back?: () => unknown; focus?: boolean }

/** Event "slots" of /api/v1/stream: whose free times have changed and on which dates; null when it is not known. */
type News = { doctor: string; dates: string[] } | null;

/** What booking.js lends to visit.js, solve.js and prove.js. */
interface Shared {
  new (): SharedElement;
  h(tag: string, props?: Props, ...kids: Kid[]): any;
}
declare class SharedElement extends HTMLElement {
  static h(tag: string, props?: Props, ...kids: Kid[]): any;
  root: ShadowRoot;
  card: HTMLElement;
  status: HTMLElement;
  connectedCallback(): void;
  disconnectedCallback(): void;
  start(focus?: boolean): void;
  render(focus?: boolean): void;
  readonly tongue: string;
  picker: any;
  t(key: string, ...args: any[]): string;
  api(path: string, method?: string, body?: object, headers?: Record<string, string>): Promise<any>;
  load(): Promise<void>;
  url(path: string): string;
  site(slot: Slot): Site | undefined;
  date(date: string, how: Intl.DateTimeFormatOptions): string;
  when(slot: Slot, name?: 'long' | 'short' | ''): string;
  zone(slot: Slot): Node;
  doctorName(id: string): string;
  phone(key?: string, slot?: Slot): Kid;
  calendar(token: string): Node;
  facts(slot: Slot): Node;
  button(text: string, click: () => unknown, kind?: string, props?: Props, ...more: Kid[]): any;
  show(frame: Frame, ...body: Kid[]): void;
  alert(problem: unknown, ways: { retry?: () => unknown; pick?: (slot: Slot) => unknown; more?: Kid[] }): void;
  broken(problem: unknown, retry: () => void): void;
  once(action: () => Promise<unknown>): Promise<void>;
  pickTime(frame: Frame, note: Kid, old: any, filter: Record<string, string | null>, pick: (slot: Slot) => unknown): unknown;
}
