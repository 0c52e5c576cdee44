import type { IncomingMessage } from "node:http";
import type { ApiAnswer } from "./api-server.ts";
import { SlackError } from "./slack-error.ts";
import type { Json, World } from "./world.ts";
import { writeResponse } from "./write-response.ts";

const usesLimit = 5;
const lifeMs = 30 * 60_000;

/** A message by response URL: five times within half an hour. Refusals come with a status, unlike the methods'. */
export function answerResponseUrl(world: World, request: IncomingMessage, path: string, args: Json): ApiAnswer {
	if (request.headers.authorization !== undefined) {
		world.violations.push("response_url: a token sent along, which Slack's own URL would give to another host");
	}
	const url = world.responseUrls.get(path);
	if (!url) return refused(404, "invalid_url");
	if (Date.now() - url.madeAt > lifeMs) return refused(404, "expired_url");
	if (url.uses >= usesLimit) return refused(404, "used_url");
	url.uses += 1;
	try {
		writeResponse(world, { what: "response_url", url, args });
	} catch (error) {
		if (error instanceof SlackError) return refused(400, error.code, error.more);
		throw error;
	}
	return { status: 200, body: { ok: true } };
}

function refused(status: number, error: string, more: Json = {}): ApiAnswer {
	return { status, body: { ok: false, error, ...more } };
}
