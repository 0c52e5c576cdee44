import { count } from "../count.ts";

/** The registry's index, and how updates of it go. */
export const registry = {
	title: "Registry index",
	none: "There is no index here. Make one with /registry update.",
	files:
		"The split files in the registry's folder are newer than the index. One is made of them at the next start, or with /registry update.",
	unusable: "The index can't be read. Make a new one with /registry update.",
	dataFrom: "Data from",
	dataFromValue: (day: string, days: string) => `${day}, ${count(days, "day", "days")} old`,
	objects: "Objects",
	ranges: "Ranges",
	size: "Size",
	country: "Countries",
	allCountries: "all",
	built: "Made",
	last: "Last update",
	lastNever: "never",
	lastValue: (when: string, how: string) => `${when}: ${how}`,
	how: { updated: "new index", "nothing-new": "nothing new", failed: "failed" },
	next: "Next update",
	byHand: "by hand; there is no schedule (REGISTRY_CRON)",
	underWay: "An update is under way.",
	begun:
		"The update has begun. See how far it is with /registry show; when it has ended the status channel says how it went.",
	already: "An update is already under way. See how far it is with /registry show.",
	updated: (day: string, objects: string, ranges: string) =>
		`The registry index is new: data from ${day}, ${objects} objects, ${ranges} ranges. Cases that are looked up from now on use it.`,
	nothingNew: (day: string) => `There is nothing new: no file has changed. The registry index has data from ${day}.`,
	notUpdated: "The registry index was not updated",
	machine: (name: string) => `Machine: ${name}`,
	kept: "The index from before stays in use.",
	stillNone: "There is no index yet.",
	phase: {
		fetching: "Fetching",
		waiting: "Waiting to try again:",
		checking: "Checking",
		building: "Reading the files",
		writing: "Writing the index",
		verifying: "Checking the index",
	},
	amount: (done: string, total: string) => `${done} of ${total}`,
	inAll: (amount: string) => `in all ${amount}`,
	perSecond: (amount: string) => `${amount}/s`,
	left: (time: string) => `about ${time} left`,
	failed: {
		"bad-url": "The setting REGISTRY_URL must begin with https://.",
		busy: (file: string, minutes: string) =>
			`The server asks for patience with ${file}. Try again in ${count(minutes, "minute", "minutes")}.`,
		certificate: (host: string) =>
			`${host} could not show that it is itself: its certificate is not in order. Look whether REGISTRY_URL is right.`,
		"checksum-missing": (file: string) =>
			`There is no checksum in ${file}. Try again later, and look whether REGISTRY_URL is right.`,
		damaged: (file: string) => `${file} is damaged or cut off. Fetch it again later.`,
		fault: "Something went wrong on our side; the log says where.",
		"fewer-objects": (percent: string) =>
			`The new index would hold only ${percent} % of the objects. If that is right, run “meldkamer registry update --accept-smaller”.`,
		"files-missing": (files: string, folder: string) =>
			`The folder ${folder} lacks ${files}. Put that there, plain or as .gz.`,
		"half-size": (file: string, percent: string) =>
			`${file} is only ${percent} % of its size before. If that is right, run “meldkamer registry update --accept-smaller”.`,
		"in-use": "Another update is at work in this folder. Wait until it has ended.",
		"no-space":
			"The disk has too little room. Make room where the registry's folder is; docs/operating.md says how much it takes.",
		"not-a-file": (file: string, host: string) =>
			`${host} gives something else than ${file}, such as a web page. Look at REGISTRY_URL, and whether a proxy comes in between.`,
		"not-built": "No index could be made of the files. Try again; if it stays so, the log says where it went wrong.",
		"not-found": (file: string) => `The server has no ${file}. Look whether REGISTRY_URL is right.`,
		"not-verified": "The new index failed its check. Try again; if it stays so, report it to the makers.",
		"not-writable": "The registry's folder can't be read or written. Look who owns it.",
		redirected: (file: string, host: string) =>
			`The server sends us to ${host} for ${file}. If that is right, set REGISTRY_URL to it.`,
		refused: (file: string, status: string) =>
			`The server does not give ${file} (HTTP ${status}). Look whether REGISTRY_URL is right.`,
		"server-error": (file: string, status: string) =>
			`The server is out of order and does not give ${file} (HTTP ${status}). Try again later.`,
		stalled: (file: string, host: string) =>
			`${host} was silent or too slow with ${file}. What came in is kept; try again later.`,
		stopped: "The update was stopped. What came in is kept, and the next update goes on from there.",
		"too-large": (file: string, size: string) =>
			`${file} is larger than ${size} MB, and that can't be right. Look whether REGISTRY_URL is right.`,
		unreachable: (file: string, host: string) =>
			`The line to ${host} broke or could not be had, at ${file}. What came in is kept; try again later.`,
	},
};
