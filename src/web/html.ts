// Builds HTML that is escaped by construction: every value that is not itself Html is text.

export type Html = { readonly html: string };

export type Content = Html | string | number | null | undefined | false | readonly Content[];

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Absent values and `false` are left out. Attribute values must stand in double quotes in the template. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  const parts = strings.map(
    (part, index) => part + (index < values.length ? render(values[index]) : ""),
  );
  return { html: parts.join("") };
}

/** For markup that another renderer made safe. */
export function trusted(markup: string): Html {
  return { html: markup };
}

function render(content: Content): string {
  if (content === null || content === undefined || content === false) return "";
  if (Array.isArray(content)) return content.map(render).join("");
  if (typeof content === "object") return (content as Html).html;
  return escapeHtml(String(content));
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}
