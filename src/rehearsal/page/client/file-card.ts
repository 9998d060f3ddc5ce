// A file in a message: its name, a preview of Markdown and text, and a way to open it.
import { h } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Markdown } from "./markdown.ts";
import { useWorkspace } from "./workspace-context.ts";

export function FileCard({ fileId }: { fileId: string }) {
  const { data } = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  const file = data.files.findLast((each) => each.id === fileId);
  if (!file) return h("p", { class: "quiet" }, "A file that is no longer here.");
  const isText = file.mimetype.startsWith("text/");
  const isMarkdown = file.name.endsWith(".md");
  const href = `/rehearsal/files/${file.id}`;
  return h(
    "div",
    { class: "file" },
    h(
      "div",
      { class: "file-head" },
      h("span", { class: "file-icon", "aria-hidden": true }, isMarkdown ? "📝" : "📄"),
      h(
        "span",
        { class: "file-name" },
        h("strong", null, file.title || file.name),
        h("small", null, `${file.name} · ${sizeOf(file.size)}`),
      ),
      isText &&
        h(
          "button",
          {
            type: "button",
            class: "button",
            "aria-expanded": isOpen,
            onClick: () => setOpen(!isOpen),
          },
          isOpen ? "Show less" : "Show all",
        ),
      h("a", { class: "button", href, target: "_blank", rel: "noreferrer" }, "Open"),
    ),
    isText && h(Preview, { href, isMarkdown, isOpen }),
  );
}

function Preview(props: { href: string; isMarkdown: boolean; isOpen: boolean }) {
  const [text, setText] = useState<string>();
  useEffect(() => {
    const aborted = new AbortController();
    fetch(props.href, { signal: aborted.signal })
      .then((response) => response.text())
      .then(setText, () => setText("The file cannot be read just now."));
    return () => aborted.abort();
  }, [props.href]);
  return h(
    "div",
    { class: props.isOpen ? "file-preview is-open" : "file-preview" },
    text !== undefined && (props.isMarkdown ? h(Markdown, { text }) : h("pre", null, text)),
  );
}

function sizeOf(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} kB`;
}
