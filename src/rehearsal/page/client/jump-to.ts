// Brings a message into sight and marks it for a moment.
const markMs = 1600;

export function jumpTo(ts: string): void {
  const row = document.querySelector<HTMLElement>(`[data-ts="${CSS.escape(ts)}"]`);
  if (!row) return;
  row.scrollIntoView({ block: "center", behavior: "smooth" });
  row.classList.add("is-marked");
  setTimeout(() => row.classList.remove("is-marked"), markMs);
}
