// Reads the calendar file on the standard input with two independent readers and says what each of them saw.
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';

const text = readFileSync(0, 'utf8');
const component = new ICAL.Component(ICAL.parse(text));
const event = new ICAL.Event(component.getFirstSubcomponent('vevent'));
const other = Object.values(nodeIcal.sync.parseICS(text)).find((c) => c.type === 'VEVENT');
console.log(JSON.stringify({
  method: component.getFirstPropertyValue('method'),
  events: component.getAllSubcomponents('vevent').length,
  first: {
    uid: event.uid, sequence: event.sequence, start: event.startDate.toJSDate(), end: event.endDate.toJSDate(), summary: event.summary, location: event.location,
    description: event.description, status: event.component.getFirstPropertyValue('status'), url: event.component.getFirstPropertyValue('url'),
  },
  second: {
    uid: other.uid, sequence: Number(other.sequence), start: other.start, end: other.end, summary: other.summary, location: other.location,
    description: other.description, status: other.status, url: other.url ?? null,
  },
}));
