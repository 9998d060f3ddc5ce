// A modal dialog on the browser's own: focus stays in it, Escape closes it, the rest is inert.
import { type ComponentChildren, h } from "preact";
import { useEffect, useRef } from "preact/hooks";

export function Dialog(props: {
  label: string;
  size: "small" | "large";
  onClose(): void;
  children?: ComponentChildren;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    // The browser would take the first button, which is the one that closes.
    const wanted = dialog?.querySelector<HTMLElement>(
      "[autofocus], .dialog-body :is(input, textarea, .select)",
    );
    wanted?.focus();
    return () => dialog?.close();
  }, []);
  const onCancel = (event: Event) => {
    event.preventDefault();
    props.onClose();
  };
  const className = `dialog dialog-${props.size}`;
  return h(
    "dialog",
    { ref, class: className, "aria-label": props.label, onCancel },
    props.children,
  );
}
