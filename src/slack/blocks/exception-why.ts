// The direct message to whoever asked for an exception on GitHub: say why; edited once somebody did, or it is over.
import type { FreezeException } from "../../domain/freeze/exception.ts";
import { words } from "../../words/words.ts";
import { ACTIONS, blockId } from "../ids.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { cut, esc } from "../mrkdwn.ts";
import { actions, button, section } from "./elements.ts";
import { pullLink, pullText, reasonLine, requesterName } from "./exception-line.ts";
import type { Look } from "./look.ts";

export function renderExceptionWhy(exception: FreezeException, look: Look): Drawn {
  const { exceptionNews: say } = words;
  const { number, state, reason, requestedByLogin } = exception;
  if (reason !== "") {
    const line = (pull: string): string =>
      say.completed(number, pull, requesterName(exception, look));
    return fitMessage({
      text: cut(line(pullText(exception)).replaceAll("*", ""), 600),
      blocks: [section(`${line(pullLink(exception))}\n${reasonLine(exception, look)}`)],
    });
  }
  if (state !== "asked") {
    const text = say.notCompleted(number, pullText(exception), words.exception.state(state));
    return fitMessage({ text: cut(text.replaceAll("*", ""), 600), blocks: [section(text)] });
  }
  const text = say.incomplete(esc(requestedByLogin ?? "", 60), pullText(exception));
  const { button: label } = words.freeze;
  const complete = button({
    action: ACTIONS.askException,
    label: label.complete(),
    spoken: label.spoken(label.complete(), words.exception.name(number)),
    value: { about: "exception", exception: number },
    style: "primary",
  });
  return fitMessage({
    text: cut(text, 600),
    blocks: [section(text), ...actions(blockId(`exc${number}`, "complete"), [complete])],
  });
}
