// A modal that only says something.
import type { KnownBlock, ModalView } from "@slack/types";
import { words } from "../../words/words.ts";
import { section } from "../blocks/elements.ts";
import { modal } from "./parts.ts";

export function noticeView(
  title: string,
  text: string,
  blocks: readonly KnownBlock[] = [section(text)],
): ModalView {
  return modal({ title, close: words.modal.close(), blocks });
}
