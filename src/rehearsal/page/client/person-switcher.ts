// Lets one viewer act as several people; shows who is waited for.
import { h } from "preact";
import { Avatar } from "./avatar.ts";
import { realName } from "./labels.ts";
import { countCalls, type ReadMarks } from "./read-marks.ts";
import { useWorkspace } from "./workspace-context.ts";

export function PersonSwitcher(props: { marks: ReadMarks; onSwitch(person: string): void }) {
  const { data } = useWorkspace();
  return h(
    "div",
    { class: "people", role: "group", "aria-label": "Acting as" },
    h("span", { class: "people-label", "aria-hidden": true }, "Acting as"),
    data.people.map((person) => h(PersonButton, { key: person, person, ...props })),
  );
}

function PersonButton(props: { person: string; marks: ReadMarks; onSwitch(person: string): void }) {
  const { person } = props;
  const { data } = useWorkspace();
  const user = data.users.find((each) => each.id === person);
  const isMe = person === data.me;
  const calls = isMe ? 0 : countCalls(data, props.marks, person);
  const waiting = calls > 0 ? `, ${calls} unseen` : "";
  return h(
    "button",
    {
      type: "button",
      class: isMe ? "person is-me" : "person",
      "aria-pressed": isMe,
      "aria-label": `${realName(data, person)}, ${user?.title ?? ""}${waiting}`,
      title: `${realName(data, person)} (${user?.title ?? ""}) · ${person}`,
      onClick: () => props.onSwitch(person),
    },
    h(Avatar, { userId: person, size: "small" }),
    h(
      "span",
      { class: "person-name" },
      realName(data, person).split(" ")[0],
      h("small", null, user?.title ?? ""),
    ),
    calls > 0 && h("span", { class: "badge" }, calls),
  );
}
