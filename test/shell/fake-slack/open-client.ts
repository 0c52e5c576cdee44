import { LogLevel, webApi } from "@slack/bolt";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";

const none = () => {};

/** The SDK's own words would fill the tests' output. */
export const silent = {
	debug: none,
	info: none,
	warn: none,
	error: none,
	setLevel: none,
	getLevel: () => LogLevel.ERROR,
	setName: none,
};

export function clientOptions(fake: FakeSlack) {
	const slackApiUrl = fake.settings.SLACK_API_URL ?? "";
	return { slackApiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, logger: silent };
}

/** The real WebClient with the bot's token, or another. */
export function openClient(fake: FakeSlack, token: string = fake.botToken): webApi.WebClient {
	return new webApi.WebClient(token, clientOptions(fake));
}

/** What a refused call was refused with. */
export async function refusal(
	call: Promise<unknown>,
): Promise<Readonly<Record<string, unknown>> & { readonly error: string }> {
	try {
		await call;
	} catch (error) {
		if (error instanceof webApi.WebAPIPlatformError) return error.data as never;
		throw error;
	}
	return { error: "none" };
}

/** One request without the SDK: status, headers and body as they come. */
export async function post(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}) {
	const response = await fetch(url, {
		method: "POST",
		headers: { "content-type": "application/json", ...headers },
		body: JSON.stringify(body),
	});
	const text = await response.text();
	return { status: response.status, headers: response.headers, body: parse(text) };
}

function parse(text: string): Readonly<Record<string, unknown>> {
	try {
		return JSON.parse(text) as Readonly<Record<string, unknown>>;
	} catch {
		return { text };
	}
}
