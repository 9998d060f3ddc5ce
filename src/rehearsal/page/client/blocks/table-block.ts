// Renders a table block; its first row is the head.
import type { TableBlock } from "@slack/types";
import { h } from "preact";
import { RichText } from "./rich-text.ts";

type Cell = TableBlock["rows"][number][number];

export function TableView({ block }: { block: TableBlock }) {
  const [head = [], ...rows] = block.rows;
  const align = (column: number) => block.column_settings?.[column]?.align ?? "left";
  const renderCells = (cells: readonly Cell[], tag: "td" | "th") =>
    cells.map((cell, key) => h(tag, { key, style: { textAlign: align(key) } }, renderCell(cell)));
  return h(
    "div",
    { class: "block-table" },
    h(
      "table",
      null,
      h("thead", null, h("tr", null, renderCells(head, "th"))),
      h(
        "tbody",
        null,
        rows.map((cells, key) => h("tr", { key }, renderCells(cells, "td"))),
      ),
    ),
  );
}

function renderCell(cell: Cell) {
  return cell.type === "rich_text" ? h(RichText, { block: cell }) : cell.text;
}
