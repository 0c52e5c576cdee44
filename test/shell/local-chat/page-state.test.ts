import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyState, hashOf, isToLoad, reduce, routeOf, type State } from "../../../src/chat/local/page/state.ts";
import type { LocalMessage, LocalThread } from "../../../src/chat/local/wire.ts";

const message = (id: number, revision: number): LocalMessage => ({
	id,
	revision,
	channel: "cases",
	author: null,
	visibleTo: null,
	card: { tone: "neutral", title: `${id} at ${revision}` },
	postedAt: "2026-11-21T09:00:00.000Z",
	editedAt: revision === id ? null : "2026-11-21T09:01:00.000Z",
});
const change = (state: State, changed: LocalMessage): State =>
	reduce(state, { type: "change", change: { kind: "message", message: changed } });
const titles = (state: State) => state.timelines.cases?.messages.map(({ card }) => card.title);

describe("a timeline", () => {
	it("ends the same whenever its page arrives among the changes", () => {
		const posted = [1, 2, 3, 4].map((id) => message(id, id));
		const changes = [...posted.slice(2), message(1, 5), message(3, 6), message(3, 7)];
		const order = fc.record({ read: fc.nat({ max: changes.length }), arrives: fc.nat({ max: changes.length }) });
		fc.assert(
			fc.property(order, ({ read, arrives }) => {
				const seen = new Map(posted.slice(0, 2).map((each) => [each.id, each]));
				for (const each of changes.slice(0, Math.min(read, arrives))) seen.set(each.id, each);
				let state = emptyState;
				changes.forEach((each, index) => {
					if (index === arrives) state = withPage(state, [...seen.values()]);
					state = change(state, each);
				});
				if (arrives === changes.length) state = withPage(state, [...seen.values()]);
				expect(titles(state)).toEqual(["1 at 5", "2 at 2", "3 at 7", "4 at 4"]);
			}),
		);
	});

	const withPage = (state: State, messages: readonly LocalMessage[]): State =>
		reduce(state, { type: "page", channel: "cases", page: { messages, older: null }, older: false });

	it("counts what comes in where nobody looks, once, and no edits", () => {
		const away = reduce(emptyState, { type: "route", route: { view: "mail", mail: null } });
		const after = change(change(away, message(1, 1)), message(1, 2));
		expect(after.unread.cases).toBe(1);
		expect(reduce(after, { type: "route", route: { view: "home" } }).unread.cases).toBe(0);
	});
});

describe("after a break", () => {
	const withPage = (state: State, messages: readonly LocalMessage[]): State =>
		reduce(state, { type: "page", channel: "cases", page: { messages, older: null }, older: false });
	const onlyFor = (id: number, who: string): LocalMessage => ({ ...message(id, id), visibleTo: who });
	const shown = withPage(emptyState, [message(1, 1), onlyFor(2, "local:anna"), message(3, 3)]);

	it("shows what it had until the new page is there, and then that with what came meanwhile", () => {
		const broken = reduce(shown, { type: "change", change: { kind: "reset" } });
		expect(titles(broken)).toEqual(["1 at 1", "2 at 2", "3 at 3"]);
		expect(isToLoad(broken, "cases")).toBe(true);
		const meanwhile = change(change(broken, message(1, 8)), message(7, 7));
		expect(titles(meanwhile)).toEqual(["1 at 8", "2 at 2", "3 at 3", "7 at 7"]);
		// The page was read before those two changes; message 3 is gone from the store, 5 is new.
		const whole = withPage(meanwhile, [message(1, 1), onlyFor(2, "local:anna"), message(5, 5)]);
		expect(titles(whole)).toEqual(["1 at 8", "2 at 2", "5 at 5", "7 at 7"]);
		expect(isToLoad(whole, "cases")).toBe(false);
	});

	it("shows nobody what only somebody else may see", () => {
		const bram = reduce(shown, { type: "act-as", as: "local:bram" });
		expect(titles(bram)).toEqual(["1 at 1", "3 at 3"]);
		expect(isToLoad(bram, "cases")).toBe(true);
		const own = withPage(bram, [message(1, 1), message(3, 3), onlyFor(4, "local:bram")]);
		expect(titles(own)).toEqual(["1 at 1", "3 at 3", "4 at 4"]);
	});
});

it("keeps the later of two states of a thread, whichever comes last", () => {
	const thread = (revision: number, messages: number): LocalThread => ({
		...{ id: 1, title: "T", archived: false, tone: "busy" },
		revision,
		messages,
	});
	const told = reduce(emptyState, { type: "change", change: { kind: "thread", thread: thread(4, 3) } });
	expect(reduce(told, { type: "threads", threads: [thread(4, 2)] }).threads).toEqual([thread(4, 3)]);
	expect(reduce(told, { type: "threads", threads: [thread(5, 3)] }).threads).toEqual([thread(5, 3)]);
	expect(reduce(told, { type: "threads", threads: [] }).threads).toEqual([thread(4, 3)]);
});

it.each([
	["#/", { view: "home" }],
	["", { view: "home" }],
	["#/nothing/1", { view: "home" }],
	["#/cases", { view: "channel", channel: "cases", thread: null }],
	["#/cases/12", { view: "channel", channel: "cases", thread: 12 }],
	["#/cases/x", { view: "channel", channel: "cases", thread: null }],
	["#/mail", { view: "mail", mail: null }],
	["#/mail/%", { view: "mail", mail: "%" }],
	["#/mail/a%20b.eml", { view: "mail", mail: "a b.eml" }],
] as const)("reads the address %j", (hash, route) => {
	expect(routeOf(hash)).toEqual(route);
	expect(routeOf(hashOf(route))).toEqual(route);
});
