import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answered, ask, openClient, signIn } from "../../support/local-chat-client.ts";
import { openRoom, type Room, roomKey, sampleMail } from "../../support/local-chat-room.ts";

let room: Room;
let cookie: string;

beforeAll(async () => {
	room = await openRoom();
	cookie = await signIn(room);
});
afterAll(() => room.close());

const session = (body: string, headers: Record<string, string> = {}): Promise<Answered> =>
	ask(room.origin, "/api/session", {
		method: "POST",
		headers: { origin: room.origin, "content-length": String(body.length), ...headers },
		body,
	});

describe("who may ask", () => {
	it.each(["evil.example", "127.0.0.1", "127.0.0.1.nip.io", "localhost:1", "0.0.0.0"])(
		"refuses the host %s, also with the cookie",
		async (host) => {
			for (const path of ["/", "/main.js", "/api/setup"]) {
				const answer = await ask(room.origin, path, { headers: { host, cookie } });
				expect(answer.status).toBe(403);
				expect(answer.json).toEqual({ error: "foreign-request" });
			}
		},
	);

	it("answers under both names of this machine", async () => {
		const port = new URL(room.origin).port;
		const answer = await ask(room.origin, "/", { headers: { host: `localhost:${port}` } });
		expect(answer.status).toBe(200);
	});

	it.each(["http://evil.example", "null", "https://127.0.0.1:1", "http://127.0.0.1:1"])(
		"refuses the origin %s, also for reading",
		async (origin) => {
			expect((await ask(room.origin, "/api/setup", { headers: { origin, cookie } })).status).toBe(403);
			expect((await session(JSON.stringify({ key: roomKey }), { origin })).status).toBe(403);
		},
	);

	it("refuses a change without an origin", async () => {
		const answer = await ask(room.origin, "/api/press", { method: "POST", headers: { cookie }, body: "{}" });
		expect(answer.json).toEqual({ error: "foreign-request" });
	});

	it("refuses data to another site's page, and lets its links open the page", async () => {
		const headers = { cookie, "sec-fetch-site": "cross-site" };
		expect((await ask(room.origin, "/api/threads", { headers })).status).toBe(403);
		expect((await ask(room.origin, "/", { headers })).status).toBe(200);
	});

	it("listens on 127.0.0.1 only", async () => {
		const port = Number(new URL(room.origin).port);
		const reached = await new Promise<boolean>((resolve) => {
			const socket = connect({ host: "127.0.0.2", port }, () => {
				socket.destroy();
				resolve(true);
			});
			socket.on("error", () => resolve(false));
		});
		expect(reached).toBe(false);
	});
});

describe("the key", () => {
	it.each([
		"/api/setup",
		"/api/threads",
		"/api/messages?channel=cases",
		"/api/events",
		"/api/mails",
		`/api/mails/${sampleMail.name}/raw`,
		"/api/nothing",
	])("is needed for %s", async (path) => {
		const none = await ask(room.origin, path);
		const wrong = await ask(room.origin, path, { headers: { cookie: cookie.replace(/.$/, "_") } });
		expect([none.status, wrong.status]).toEqual([401, 401]);
		expect(none.json).toEqual({ error: "not-signed-in" });
	});

	it.each(['{"key":"wrong-wrong-wrong-wrong"}', "{}", "null", "no json", `{"key":["${roomKey}"]}`])(
		"is not %s",
		async (body) => {
			const answer = await session(body);
			expect(answer.status).toBe(401);
			expect(answer.headers["set-cookie"]).toBeUndefined();
		},
	);

	it("is not read from a body without end", async () => {
		const answer = await session(JSON.stringify({ key: roomKey, more: "x".repeat(5000) }));
		expect(answer.status).toBe(401);
	});

	it("is traded for a cookie that scripts and other sites cannot have, and that is not the key", async () => {
		const answer = await session(JSON.stringify({ key: roomKey }));
		const given = answer.headers["set-cookie"]?.[0] ?? "";
		expect(answer.status).toBe(204);
		expect(given).toMatch(/; HttpOnly/);
		expect(given).toMatch(/; SameSite=Strict/);
		expect(given).not.toContain(roomKey);
	});

	it("stands in the link's fragment, which browsers do not send", () => {
		expect(room.chat.url).toBe(`${room.origin}/#key=${roomKey}`);
	});
});

describe("what is served", () => {
	it("has every protecting header, on refusals too", async () => {
		for (const path of ["/", "/api/setup", "/nothing", "/api/mails"]) {
			const { headers } = await ask(room.origin, path);
			expect(headers["content-security-policy"]).toContain("default-src 'none'; script-src 'self'");
			expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
			expect(headers).toMatchObject({
				"x-content-type-options": "nosniff",
				"cache-control": "no-store",
				"referrer-policy": "no-referrer",
			});
			expect(headers["access-control-allow-origin"]).toBeUndefined();
		}
	});

	it.each([
		"/../package.json",
		"/%2e%2e/package.json",
		"/..%2fpackage.json",
		"/.stamp",
		"//etc/passwd",
		"/main.js/../../package.json",
		"/index.html",
		"/%00",
	])("is nothing at %s", async (path) => {
		const answer = await ask(room.origin, path, { headers: { cookie } });
		expect(answer.status).toBe(404);
	});
});

describe("mails", () => {
	it("are listed and given as downloads that can do nothing", async () => {
		const client = await openClient(room);
		const listed = await client.get("/api/mails");
		expect(listed.json).toEqual([sampleMail]);
		const part = await client.get(`/api/mails/${sampleMail.name}/attachments/0`);
		expect(part.headers["content-type"]).toBe("application/octet-stream");
		expect(part.headers["content-security-policy"]).toMatch(/^sandbox; default-src 'none'/);
		expect(part.headers["content-disposition"]).toBe(
			`attachment; filename="NSM _2026___.csv"; filename*=UTF-8''NSM%20%222026%22%0D%0A.csv`,
		);
		const raw = await client.get(`/api/mails/${sampleMail.name}/raw`);
		expect(raw.headers["content-disposition"]).toContain("attachment");
	});

	it.each([
		"/api/mails/..%2f..%2fpackage.json/raw",
		"/api/mails/%2e%2e%2fx.eml/raw",
		"/api/mails/other.eml/raw",
		`/api/mails/${sampleMail.name}/attachments/1`,
		`/api/mails/${sampleMail.name}/attachments/-1`,
		`/api/mails/${sampleMail.name}/attachments/0x0`,
	])("are not found at %s", async (path) => {
		const client = await openClient(room);
		expect((await client.get(path)).status).toBe(404);
	});

	it("are none when they leave by SMTP", async () => {
		const other = await openRoom({ outbox: null });
		const client = await openClient(other);
		expect((await client.get("/api/mails")).json).toEqual([]);
		expect((await client.get(`/api/mails/${sampleMail.name}/raw`)).status).toBe(404);
		expect((await client.get("/api/setup")).json).toMatchObject({ outbox: false });
		await other.close();
	});
});
