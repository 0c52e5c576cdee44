import { randomBytes } from "node:crypto";
import { type Context, Hono } from "hono";
import { z } from "zod";
import type { Log } from "../../ports/log.ts";
import { UploadTooLarge } from "../../ports/upload-store.ts";
import type { ChangeFeed } from "./change-feed.ts";
import { streamChanges } from "./event-stream.ts";
import { refuse } from "./gate.ts";
import { type InteractionContext, PlaceNotFound, runInteraction, runPress, runSay, suggest } from "./interactions.ts";
import { BadInteraction, readInteraction, UploadCutOff } from "./read-interaction.ts";
import { interactionType, type Setup } from "./wire.ts";

const Place = {
	as: z.string().max(100),
	channel: z.string().max(100),
	message: z.number().int().positive().nullable(),
};
const PressBody = z.object({ ...Place, id: z.string().min(1).max(100), value: z.string().max(200).nullable() });
const SayBody = z.object({ ...Place, text: z.string().trim().min(1).max(4000) });

/** More than any press or line of talk needs; files go another way. */
const maxJsonBytes = 64 * 1024;

export interface ApiOptions {
	readonly setup: Setup;
	readonly context: () => InteractionContext;
	readonly feed: ChangeFeed;
	readonly log: Log;
	readonly ended: AbortSignal;
}

async function jsonBody<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
	const type = c.req.header("content-type") ?? "";
	const length = Number(c.req.header("content-length") ?? Number.NaN);
	if (!type.startsWith("application/json") || !(length <= maxJsonBytes)) throw new BadInteraction("not JSON");
	const parsed = schema.safeParse(await c.req.json().catch(() => null));
	if (!parsed.success) throw new BadInteraction("another shape");
	return parsed.data;
}

/** Turns what went wrong into a code the page has words for; only what nobody foresaw is logged, with an id both sides show. */
export function answerFault(c: Context, fault: unknown, log: Log): Response {
	if (fault instanceof UploadTooLarge) return refuse(c, 413, { error: "too-large", maxBytes: fault.maxBytes });
	if (fault instanceof UploadCutOff) return refuse(c, 400, { error: "upload-cut-off" });
	if (fault instanceof BadInteraction) return refuse(c, 400, { error: "bad-request" });
	if (fault instanceof PlaceNotFound) return refuse(c, 404, { error: "not-found" });
	const id = randomBytes(3).toString("hex");
	log.error("local-chat.request-failed", fault, { id, path: c.req.path.split("/").slice(0, 3).join("/") });
	return refuse(c, 500, { error: "failed", id });
}

/** Everything under `/api` but signing in and mails. */
export function apiRoutes({ setup, context, feed, log, ended }: ApiOptions): Hono {
	const routes = new Hono();
	routes.get("/setup", (c) => c.json(setup));
	routes.get("/events", (c) => streamChanges(c, feed, ended));
	routes.get("/threads", async (c) => c.json(await context().board.threads()));

	routes.get("/messages", async (c) => {
		const channel = c.req.query("channel") ?? "";
		const before = c.req.query("before");
		if (before !== undefined && !/^\d{1,15}$/.test(before)) throw new BadInteraction("before is no number");
		if (!(await context().board.hasChannel(channel))) throw new PlaceNotFound("no such channel");
		const from = before === undefined ? null : Number(before);
		return c.json(await context().board.page(channel, from, c.req.query("as") ?? ""));
	});

	routes.get("/suggestions", async (c) => {
		const { as = "", channel = "", command = "", option = "", typed = "" } = c.req.query();
		return c.json(
			await suggest(context(), { as, channel, message: null }, { command, option, typed: typed.slice(0, 200) }),
		);
	});

	routes.post("/press", async (c) => c.json(await runPress(context(), await jsonBody(c, PressBody))));

	routes.post("/say", async (c) => {
		const { text, ...place } = await jsonBody(c, SayBody);
		return c.json(await runSay(context(), place, text));
	});

	routes.post("/interaction", async (c) => {
		if (c.req.header("content-type") !== interactionType) throw new BadInteraction("another content type");
		const { head, file } = await readInteraction(c.req.raw.body, setup.maxUploadBytes);
		return c.json(await runInteraction(context(), head, file));
	});

	routes.onError((fault, c) => answerFault(c, fault, log));
	return routes;
}
