import type { Group } from "../core/case/group.ts";
import { commonOffers } from "../core/contact/common-offers.ts";
import { judgeOperatorName } from "../core/contact/judge-operator-name.ts";
import { operatorKey } from "../core/contact/parse-mailboxes.ts";
import type { Doubt, Offer, Resolution } from "../core/contact/resolution.ts";
import type { GroupRecord } from "../ports/finding-store.ts";

interface Collected {
	readonly id: number;
	readonly resolution: Resolution;
	readonly doubts: Set<Doubt>;
	offers: readonly Offer[];
	findings: number;
}

/**
 * Sorts findings into groups as their resolutions come in. An operator to be mailed is identified by its mailboxes alone, so that two
 * names for the same mailboxes get one mail; what is not mailed is kept apart by reason, operator and country.
 */
export class GroupCollector {
	readonly #groups = new Map<string, Collected>();

	/** Counts one finding and gives its group's id: 1, 2, 3 … in order of first appearance. */
	add(resolution: Resolution): number {
		const { bucket, operatorKey, operator, country, reason, doubts, offers } = resolution;
		const kept = [bucket, operatorKey, operator, country, reason, ...chosenApart(resolution)].join("\n");
		const key = bucket === null ? `mail\n${operatorKey}` : kept;
		const known = this.#groups.get(key);
		if (known !== undefined) {
			known.findings += 1;
			for (const doubt of doubts) known.doubts.add(doubt);
			known.offers = commonOffers(known.offers, offers);
			return known.id;
		}
		const id = this.#groups.size + 1;
		this.#groups.set(key, { id, resolution, doubts: new Set(doubts), offers, findings: 1 });
		return id;
	}

	/** As the case's events may hold them, which are kept for good: of what looks private neither name nor mailbox in full. */
	groups(): Group[] {
		return [...this.#groups.values()].map(({ id, resolution, doubts, findings }) => {
			const { bucket, country, asn, source, reason } = resolution;
			const masked = bucket === "private-looking";
			const operator = masked || isNaturalPerson(resolution) ? "" : resolution.operator;
			const mailboxes = masked ? resolution.mailboxes.map(maskMailbox) : [...resolution.mailboxes];
			const operatorKey = masked ? mailboxes.join(",") : resolution.operatorKey;
			return {
				id,
				operatorKey,
				operator,
				mailboxes,
				country,
				asn,
				source,
				findings,
				bucket,
				reason,
				doubts: [...doubts].sort(),
			};
		});
	}

	/** With every mailbox in full, for the store. */
	records(): GroupRecord[] {
		return [...this.#groups.values()].map(({ id, resolution, offers }) => {
			const { operatorKey, operator, mailboxes, country, asn, source, path } = resolution;
			return { id, operatorKey, operator, mailboxes, country, asn, source, path, offers };
		});
	}
}

/** Registered under a person's own name. The team's directory is its own word. */
function isNaturalPerson({ operator, source }: Resolution): boolean {
	return source !== "directory" && judgeOperatorName(operator) === "person";
}

/** Where somebody has to choose another mailbox, findings with different ones to choose from are different groups. */
const chosenApart = ({ bucket, offers }: Resolution) =>
	bucket === "bad-contact" ? offers.map(({ mailboxes }) => operatorKey(mailboxes)) : [];

/** `j…@e….nl`: the domain of a private person often is their name. */
function maskMailbox(mailbox: string): string {
	const at = mailbox.lastIndexOf("@");
	const suffix = mailbox.slice(mailbox.lastIndexOf("."));
	return `${mailbox.slice(0, 1)}…@${mailbox.slice(at + 1, at + 2)}…${suffix}`;
}
