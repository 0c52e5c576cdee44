import { caseStatuses } from "../../../src/core/case/state.ts";
import type { Language } from "../../../src/core/language.ts";
import { renderStatusChart, type StatusChart } from "../../../src/core/thread/status-chart.ts";
import { recentWeeks } from "../../../src/core/weeks.ts";
import { createTexts } from "../../../src/text/texts.ts";

const weeks = recentWeeks("2026-11-21T09:00:00.000Z", "Europe/Amsterdam", 8);
const textsOf = (language: Language) => createTexts(language, "Europe/Amsterdam");

/** A hotline's usual weeks. */
export function usualChart(language: Language): StatusChart {
	const opened = [3, 5, 2, 7, 4, 0, 6, 3];
	const ended = [
		...[{ sent: 2, rejected: 1 }, { sent: 4 }, { sent: 1, withdrawn: 1 }, { sent: 5, rejected: 1, unreadable: 1 }],
		...[{ sent: 3, rejected: 2 }, {}, { sent: 4, unmailed: 1 }, { sent: 1 }],
	];
	const counted = weeks.map((week, index) => ({ ...week, opened: opened[index] ?? 0, ended: ended[index] ?? {} }));
	return renderStatusChart(
		{ weeks: counted, byStatus: { voting: 2, ready: 3, sending: 1, sent: 4 } },
		textsOf(language),
	);
}

/** Every outcome in every week and every status at once, in numbers of four digits. */
export function fullChart(language: Language): StatusChart {
	const ended = { sent: 4321, rejected: 1234, withdrawn: 2, unmailed: 111, unreadable: 1414 };
	const counted = weeks.map((week, index) => ({ ...week, opened: 7000 + index, ended }));
	const byStatus = Object.fromEntries(caseStatuses.map((status, index) => [status, 1 + index * 137]));
	return renderStatusChart({ weeks: counted, byStatus }, textsOf(language));
}

/** A hotline that begins. */
export function emptyChart(language: Language): StatusChart {
	const counted = weeks.map((week) => ({ ...week, opened: 0, ended: {} }));
	return renderStatusChart({ weeks: counted, byStatus: {} }, textsOf(language));
}
