import { describe, expect, it } from "vitest";
import { executeOwn } from "../../src/app/execute.ts";
import { appSuite } from "../support/app-suite.ts";
import { confirmSend, readyCase, stateOf } from "../support/case-life.ts";

describe("a command in a process that saw the case some time ago", () => {
	const app = appSuite();

	it("is decided on the case as it is now: refused then, carried out now", async () => {
		const number = await readyCase(app(), "ip\n192.0.2.1\n");
		const before = await stateOf(app(), number);
		await confirmSend(app(), number);
		const { context } = app();
		const stale = { ...context, cases: { ...context.cases, lastSeen: () => before } };
		await executeOwn(stale, number, { type: "PauseSending" });
		expect((await stateOf(app(), number)).status).toBe("paused");
	});

	it("is decided on the case as it is now: something to do then, nothing now", async () => {
		const number = await readyCase(app(), "ip\n192.0.2.1\n198.51.100.1\n");
		await confirmSend(app(), number);
		const before = await stateOf(app(), number);
		const [notice = ""] = Object.keys(before.notices);
		const outcome = { notice, outcome: "accepted", attempt: 1, code: 250, retryAt: null } as const;
		const { context } = app();
		const settle = () => ({ type: "SettleNotices", settled: [outcome] }) as const;
		expect((await executeOwn(context, number, settle())).events).toHaveLength(1);
		const stale = { ...context, cases: { ...context.cases, lastSeen: () => before } };
		expect((await executeOwn(stale, number, settle())).events).toEqual([]);
		expect(await stateOf(app(), number)).toMatchObject({ notices: { [notice]: { status: "accepted", attempts: 1 } } });
	});
});
