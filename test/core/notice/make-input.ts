import type { NoticeInput } from "../../../src/core/notice/render-notice.ts";
import type { Finding } from "../../../src/core/report/finding.ts";
import { makeFinding } from "./make-finding.ts";

/** A notice to a Dutch operator about one vulnerable system, with what a test changes. */
export function makeInput(
	change: {
		readonly case?: Partial<NoticeInput["case"]>;
		readonly operator?: Partial<NoticeInput["operator"]>;
		readonly round?: number;
		readonly findings?: readonly Finding[];
	} = {},
): NoticeInput {
	return {
		case: {
			number: "NSM-2026-0042",
			title: "Unpatched gateways",
			category: "vulnerability",
			description: "The gateways run a version with a known hole.",
			reference: "https://advisory.example/2026/42",
			...change.case,
		},
		hotline: { name: "Meldpunt Proef", website: "https://meldpunt.example", from: "meldpunt@meldpunt.example" },
		round: change.round ?? 1,
		operator: { name: "Voorbeeld Hosting B.V.", country: "NL", dutch: true, ...change.operator },
		findings: change.findings ?? [makeFinding("192.0.2.10", { port: 443, protocol: "tcp" })],
	};
}
