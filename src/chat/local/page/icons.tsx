import type { Tone } from "../../../core/thread/card.ts";

/** Line icons on a 20-unit grid, drawn in the text's colour. */
const paths = {
	hash: "M7.5 3 6 17M14 3l-1.5 14M3.5 7.5h14M2.5 12.5h14",
	mail: "M3 5h14v10H3zM3 6l7 5 7-5",
	thread: "M4 4h12v8H9l-4 4v-4H4z",
	sun: "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M15.7 4.3l-1.1 1.1M5.4 14.6l-1.1 1.1",
	moon: "M16 11.5A6.5 6.5 0 0 1 8.5 4 6.5 6.5 0 1 0 16 11.5z",
	contrast: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 3v14M10 6l5.5 2M10 10h7M10 14l5.5-2",
	help: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M8 8a2 2 0 1 1 2.8 1.9c-.6.3-.8.7-.8 1.4M10 13.8v.2",
	close: "M5 5l10 10M15 5 5 15",
	back: "M12 4 6 10l6 6",
	down: "M5 8l5 5 5-5",
	chevron: "M8 5l5 5-5 5",
	check: "M4 10.5 8 14.5 16 6",
	clip: "M15.5 9.5 9.8 15a3.3 3.3 0 0 1-4.7-4.7l6-5.8a2.2 2.2 0 0 1 3.1 3.1l-5.8 5.6a1 1 0 0 1-1.5-1.5L12 6.800",
	download: "M10 3v9M6 8.500 10 12.500 14 8.500M4 16.500h12",
	upload: "M10 13V4M6 7.500 10 3.500 14 7.500M4 16.500h12",
	eye: "M2.500 10S5 5 10 5s7.500 5 7.500 5-2.500 5-7.500 5-7.500-5-7.500-5M10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4",
	send: "M3.500 10 17 4l-4 13-3-5.500zM10 11.500 17 4",
	file: "M5 3h7l3 3v11H5zM12 3v3h3",
	table: "M3 4h14v12H3zM3 8h14M3 12h14M8 8v8",
	note: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 9.200V14M10 6.300v.2",
	busy: "M10 3a7 7 0 1 1-6.600 4.700",
	good: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M6.800 10.300 9 12.500l4.200-4.800",
	warn: "M10 3.200 17.500 16.500h-15zM10 8.200v4M10 14.200v.2",
	bad: "M7 2.800h6L17.200 7v6L13 17.200H7L2.800 13V7zM7.700 7.700l4.600 4.600M12.300 7.700l-4.600 4.600",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, class: extra = "" }: { name: IconName; class?: string }) {
	return (
		<svg class={`icon ${extra}`} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
			<path d={paths[name]} />
		</svg>
	);
}

const toneIcons: Readonly<Record<Tone, IconName>> = {
	neutral: "note",
	busy: "busy",
	good: "good",
	warn: "warn",
	bad: "bad",
};

/** Tone as a shape and a word, never as colour alone. */
export function ToneIcon({ tone, label }: { tone: Tone; label: string }) {
	return (
		<span class={`tone-icon tone-${tone}`}>
			<Icon name={toneIcons[tone]} class={tone === "busy" ? "spin" : ""} />
			<span class="hidden">{label}: </span>
		</span>
	);
}
