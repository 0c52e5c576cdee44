import { readFile } from "node:fs/promises";
import { isPrivateLooking } from "../../src/core/contact/is-private-looking.ts";
import { parseMailboxes } from "../../src/core/contact/parse-mailboxes.ts";
import { consumerDomains } from "../../src/lookup/consumer-domains.ts";
import type { Bench } from "../bench.ts";
import { heldByFormerRules } from "./former-rules.ts";

interface Labelled {
	readonly isPrivate: boolean;
	readonly mailbox: string;
	readonly operator: string;
}

type Rule = (labelled: Labelled) => boolean;

/**
 * Mailboxes with the operator they stand for, one a line: `role | abuse@polder.example | Polder Internet B.V.`; the label is `role`,
 * `company` or `private`. All are made up after real patterns, half of them Dutch. The held-out third was written at the same
 * time and is not looked at while rules change.
 */
async function readLabelled(file: "labelled" | "held-out"): Promise<Labelled[]> {
	const text = await readFile(new URL(`${file}.psv`, import.meta.url), "utf8");
	const lines = text.split("\n").filter((line) => line !== "");
	return lines.map((line) => {
		const [label = "", mailbox = "", operator] = line.split(" | ");
		if (!/^(?:role|company|private)$/.test(label) || operator === undefined || parseMailboxes(mailbox).length !== 1)
			throw new Error(`${file}: not a labelled mailbox: ${line}`);
		return { isPrivate: label === "private", mailbox, operator };
	});
}

interface Score {
	/** Of the private mailboxes, how many are held, in per cent. */
	readonly recall: number;
	/** Of the held mailboxes, how many are private, in per cent. */
	readonly precision: number;
}

function scoreOf(sample: readonly Labelled[], rule: Rule): Score {
	const held = sample.filter(rule);
	const right = held.filter(({ isPrivate }) => isPrivate).length;
	const all = sample.filter(({ isPrivate }) => isPrivate).length;
	return { recall: (100 * right) / all, precision: held.length === 0 ? 100 : (100 * right) / held.length };
}

/** How well private persons' mailboxes are told from those of roles and firms, on all labelled ones and on the held-out third. */
export async function benchPrivate(bench: Bench): Promise<void> {
	const domains = consumerDomains([]);
	const ours: Rule = ({ mailbox, operator }) =>
		isPrivateLooking(mailbox, { operator, consumerDomains: domains }) !== null;
	const peers: readonly (readonly [string, Rule])[] = [
		["domain list alone", ({ mailbox }) => domains.has(mailbox.slice(mailbox.lastIndexOf("@") + 1).toLowerCase())],
		["former rules", ({ mailbox }) => heldByFormerRules(mailbox)],
	];
	const heldOut = await readLabelled("held-out");
	const labelled = await readLabelled("labelled");
	const all = [...labelled, ...heldOut];
	const misjudged = labelled.filter((each) => ours(each) !== each.isPrivate).map(({ mailbox }) => mailbox);
	bench.note(
		`${all.length} mailboxes; judged wrongly of those that rules may be made from: ${misjudged.join(" ") || "none"}`,
	);
	for (const [of, sample] of [
		["", all],
		["-held-out", heldOut],
	] as const) {
		const own = scoreOf(sample, ours);
		for (const [peer, rule] of peers) {
			const theirs = scoreOf(sample, rule);
			bench.add({ name: `private.recall${of}`, value: own.recall, unit: "%", peer, peerValue: theirs.recall });
			bench.add({ name: `private.precision${of}`, value: own.precision, unit: "%", peer, peerValue: theirs.precision });
		}
	}
}
