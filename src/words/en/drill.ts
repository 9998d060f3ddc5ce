// English: how everything that belongs to a drill, or to planned work, is marked.

export const drill = {
  mark: () => "🧪 DRILL",
  planned: () => "🗓 PLANNED",
  title: (mark: string, text: string) => `${mark} · ${text}`,
  check: () =>
    "🧪 Nothing may be wrong today. To drill the way through an incident, count the check as passed.",
  bar: () =>
    "🧪 *A drill:* people, timers and readings are real. Nothing is sent to production, and customers hear nothing.",
};
