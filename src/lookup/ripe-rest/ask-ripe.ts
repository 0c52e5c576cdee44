import { rpslValue } from "../../core/contact/rpsl.ts";
import { renderAddress, renderRange } from "../../core/report/range.ts";
import type { AddressRange } from "../../core/report/target.ts";
import type { Clock } from "../../ports/clock.ts";
import type { LookupBudgets } from "../../ports/lookup-budget.ts";
import { checkShape } from "../check-shape.ts";
import { fetchJson } from "../fetch-json.ts";
import { type Pace, sourceClient } from "../source-client.ts";
import { type Abuse, AbuseContactAnswer, type Answered, ObjectsAnswer, toAbuse, toAnswered } from "./ripe-shapes.ts";

export interface RipeSourceOptions {
	readonly clock: Clock;
	/** `https://rest.db.ripe.net` unless a test says otherwise. */
	readonly baseUrl: string;
	readonly timeoutMs: number;
	readonly maxBytes: number;
	/** Objects in the answer about a whole block; more is too much. */
	readonly maxObjects: number;
	/** For such an answer. */
	readonly maxSurveyBytes: number;
	readonly pace: Pace;
	readonly budgets: LookupBudgets;
	readonly retries: number;
	readonly retryDelayMs: number;
}

/** For the messages of faults. */
export const source = "RIPE";

/** What the REST service is asked. */
export interface AskRipe {
	/** The networks and routes that hold all of `range`, with the organisations of those networks. */
	holding(range: AddressRange, signal: AbortSignal): Promise<Answered[]>;
	/** Those that lie in `block`, without one of exactly its ends; null when there are more than one answer may hold. */
	inside(block: AddressRange, signal: AbortSignal): Promise<Answered[] | null>;
	/** Whether a network is registered inside `network`. */
	holdsOthers(network: AddressRange, signal: AbortSignal): Promise<boolean>;
	/** An AS with its organisation. */
	autNum(asn: number, signal: AbortSignal): Promise<Answered[]>;
	/** Null: the registry does not know it. */
	abuseContact(resource: string, signal: AbortSignal): Promise<Abuse | null>;
}

/** As the database writes a range: a CIDR block, or `first - last`. */
export function renderForQuery(range: AddressRange): string {
	const text = renderRange(range);
	if (!text.includes("-")) return text;
	return `${renderAddress(range.version, range.first)} - ${renderAddress(range.version, range.last)}`;
}

/** Persons, and roles that are no abuse contact, count against the registry's daily limit (its AccessControlListManager). */
const isPersonal = ({ object }: Answered) =>
	object.type === "person" || (object.type === "role" && rpslValue(object, "abuse-mailbox") === null);

const networkType = ({ version }: AddressRange) => (version === 4 ? "inetnum" : "inet6num");
const types = (range: AddressRange) => [networkType(range), range.version === 4 ? "route" : "route6"];

/**
 * With the flags `no-personal` and `no-grouping` an answer holds the objects that were asked for and then, each once, the
 * organisations that they name, and no people: nothing that counts against the limit on personal data.
 */
const impersonal = ["no-personal", "no-grouping"];

export function askRipe(options: RipeSourceOptions): AskRipe {
	const client = sourceClient({ source, ...options });
	const get = (path: string, maxBytes: number, signal: AbortSignal) =>
		fetchJson(new URL(path, options.baseUrl), signal, {
			...{ source, clientFor: () => client, timeoutMs: options.timeoutMs, maxBytes },
			mayFollow: () => false,
		});
	const search = async (
		query: Readonly<Record<string, string | readonly string[]>>,
		maxBytes: number,
		signal: AbortSignal,
	): Promise<Answered[]> => {
		const parameters = new URLSearchParams({ source: "ripe" });
		for (const [name, value] of Object.entries(query)) {
			for (const one of [value].flat()) parameters.append(name, one);
		}
		const answer = await get(`/search.json?${parameters}`, maxBytes, signal);
		if (answer === null) return [];
		const answered = toAnswered(checkShape(ObjectsAnswer, answer, source));
		await client.countPersonal(answered.filter(isPersonal).length);
		return answered;
	};
	return {
		holding: (range, signal) =>
			search(
				{
					"query-string": renderForQuery(range),
					"type-filter": types(range),
					flags: ["all-less", ...impersonal],
					"abuse-contact": "true",
				},
				options.maxBytes,
				signal,
			),
		inside: async (block, signal) => {
			const answered = await search(
				{
					"query-string": renderForQuery(block),
					"type-filter": types(block),
					flags: ["all-more", ...impersonal],
					"abuse-contact": "true",
					limit: String(options.maxObjects),
				},
				options.maxSurveyBytes,
				signal,
			);
			return answered.length < options.maxObjects ? answered : null;
		},
		holdsOthers: async (network, signal) => {
			const query = { "query-string": renderForQuery(network), "type-filter": networkType(network), limit: "1" };
			const inside = await search({ ...query, flags: ["one-more", "no-referenced"] }, options.maxBytes, signal);
			return inside.length > 0;
		},
		autNum: (asn, signal) =>
			search(
				{ "query-string": `AS${asn}`, "type-filter": "aut-num", flags: impersonal, "abuse-contact": "true" },
				options.maxBytes,
				signal,
			),
		abuseContact: async (resource, signal) => {
			const answer = await get(`/abuse-contact/${encodeURI(resource)}.json`, options.maxBytes, signal);
			return answer === null ? null : toAbuse(checkShape(AbuseContactAnswer, answer, source)["abuse-contacts"]);
		},
	};
}
