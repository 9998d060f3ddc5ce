// Renders images: a block of their own, or small ones in a context.
import type { ImageBlock, ImageElement } from "@slack/types";
import { h } from "preact";

export function ImageView({ image, title }: { image: ImageBlock; title?: string | undefined }) {
  return h(
    "figure",
    { class: "block-image" },
    title && h("figcaption", null, title),
    h("img", { src: imageUrl(image), alt: image.alt_text, loading: "lazy" }),
  );
}

export function ContextImage({ image }: { image: ImageElement }) {
  return h("img", { class: "context-image", src: imageUrl(image), alt: image.alt_text });
}

export function imageUrl(image: ImageBlock | ImageElement): string {
  if ("image_url" in image) return image.image_url;
  return "id" in image.slack_file
    ? `/rehearsal/files/${image.slack_file.id}`
    : image.slack_file.url;
}
