// Reads an iCalendar file by the letter of RFC 5545: its lines, their folding, its escapes and its nesting.
import assert from "node:assert/strict";

export type Component = {
  readonly name: string;
  /** By upper-case name; parameters stand with the value. */
  readonly properties: ReadonlyMap<string, readonly Property[]>;
  readonly children: readonly Component[];
};

export type Property = {
  readonly value: string;
  readonly parameters: Readonly<Record<string, string>>;
};

const OCTETS = 75;
const LINE = /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/su;

/** Throws where the text is no iCalendar. */
export function readCalendar(text: string): Component {
  assert.ok(text.endsWith("\r\n"), "the last line ends with CRLF");
  assert.ok(!/(?<!\r)\n|\r(?!\n)/.test(text), "lines end with CRLF only");
  const folded = text.split("\r\n").slice(0, -1);
  for (const line of folded) {
    assert.ok(Buffer.byteLength(line) <= OCTETS, `more than ${OCTETS} octets: ${line}`);
    assert.ok(!/[\p{Cc}]/u.test(line.replaceAll("\t", "")), `a control character: ${line}`);
  }
  const lines = folded
    .join("\r\n")
    .replaceAll(/\r\n[ \t]/g, "")
    .split("\r\n");
  const { component, next } = readComponent(lines, 0);
  assert.equal(next, lines.length, "one calendar and nothing after it");
  return component;
}

function readComponent(
  lines: readonly string[],
  at: number,
): { readonly component: Component; readonly next: number } {
  const name = /^BEGIN:([A-Z]+)$/.exec(lines[at] ?? "")?.[1];
  assert.ok(name, `a component begins: ${lines[at]}`);
  const properties = new Map<string, readonly Property[]>();
  const children: Component[] = [];
  let index = at + 1;
  while (lines[index] !== `END:${name}`) {
    const line = lines[index];
    assert.ok(line !== undefined, `${name} ends`);
    if (line.startsWith("BEGIN:")) {
      const child = readComponent(lines, index);
      children.push(child.component);
      index = child.next;
      continue;
    }
    assert.equal(children.length, 0, `properties stand before components: ${line}`);
    const [key, property] = readProperty(line);
    properties.set(key, [...(properties.get(key) ?? []), property]);
    index += 1;
  }
  return { component: { name, properties, children }, next: index + 1 };
}

function readProperty(line: string): readonly [string, Property] {
  const [, name = "", given = "", value = ""] = LINE.exec(line) ?? [];
  assert.ok(name !== "", `a property: ${line}`);
  const pairs = [...given.matchAll(/;([^=]+)=("[^"]*"|[^;]*)/g)];
  const parameters = Object.fromEntries(
    pairs.map(([, key = "", of = ""]) => [key.toUpperCase(), of.replaceAll('"', "")]),
  );
  return [name.toUpperCase(), { value, parameters }];
}

/** The one value of a property, unescaped as TEXT. */
export function textOf(component: Component, name: string): string {
  const found = component.properties.get(name) ?? [];
  assert.equal(found.length, 1, `one ${name} in ${component.name}`);
  const { value = "" } = found[0] ?? {};
  const text = value.replaceAll(/\\(.)/gs, (_, sign: string) => (/n/i.test(sign) ? "\n" : sign));
  return text;
}

/** The one instant of a property, in UTC. */
export function instantOf(component: Component, name: string): string {
  const [, y, mo, d, h, mi, s] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(textOf(component, name)) ?? [];
  assert.ok(s, `${name} is a time in UTC`);
  return new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`).toISOString();
}
