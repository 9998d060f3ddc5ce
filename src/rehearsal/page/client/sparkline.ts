// A small live line chart with its limit, drawn by ECharts.
import { type EChartsType, init } from "echarts";
import { h } from "preact";
import { useEffect, useRef } from "preact/hooks";

export type SparklineProps = {
  readonly points: readonly (readonly [at: number, value: number | null])[];
  readonly label: string;
  readonly unit: string;
  /** Drawn dashed; beyond it something is wrong. */
  readonly limit: number;
  readonly range: readonly [number, number];
  readonly isBad: boolean;
};

const shownMs = 120_000;

export function Sparkline(props: SparklineProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  useEffect(() => {
    if (!place.current) return;
    const made = init(place.current, null, { renderer: "svg" });
    chart.current = made;
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(optionOf(props));
  });
  const last = props.points.at(-1)?.[1];
  const value =
    last === null || last === undefined ? "no traffic" : `${last.toFixed(2)} ${props.unit}`;
  return h("div", {
    ref: place,
    class: "sparkline",
    role: "img",
    "aria-label": `${props.label}: ${value}`,
  });
}

function optionOf({ points, limit, range, isBad, unit }: SparklineProps) {
  const style = getComputedStyle(document.documentElement);
  const color = style.getPropertyValue(isBad ? "--bad" : "--good").trim();
  const quiet = style.getPropertyValue("--quiet").trim();
  const end = points.at(-1)?.[0] ?? 0;
  return {
    animation: false,
    grid: { left: 0, right: 0, top: 4, bottom: 4 },
    xAxis: { type: "time", show: false, min: end - shownMs, max: end },
    yAxis: { type: "value", show: false, min: range[0], max: range[1] },
    tooltip: {
      trigger: "axis",
      confine: true,
      textStyle: { fontSize: 11 },
      valueFormatter: (value: unknown) =>
        typeof value === "number" ? `${value.toFixed(2)} ${unit}` : "no traffic",
    },
    series: [
      {
        type: "line",
        data: points,
        showSymbol: false,
        lineStyle: { width: 1.8, color },
        itemStyle: { color },
        areaStyle: { color, opacity: 0.12 },
        markLine: {
          silent: true,
          symbol: "none",
          label: { show: false },
          lineStyle: { type: "dashed", color: quiet, width: 1 },
          data: [{ yAxis: limit }],
        },
      },
    ],
  } as const;
}
