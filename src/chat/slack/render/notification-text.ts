import { fitText } from "../../../core/show/fit-text.ts";
import { toLabel, toOneLine } from "../../../core/show/plain-text.ts";
import type { Card } from "../../../core/thread/card.ts";
import { surfaceLimits } from "../limits.ts";

/** What a notification or a screen reader says of a card, in Slack's mrkdwn: nothing in it is a mention or a link. Never empty. */
export function notificationText({ title, body = [], lines = [] }: Card): string {
	const texts = [title ?? "", ...body, ...lines.map(({ text }) => text)].map(toOneLine);
	const first = texts.find((text) => text !== "") ?? "";
	return escapeMrkdwn(fitText(toLabel(first), surfaceLimits.notification));
}

/** https://docs.slack.dev/messaging/formatting-message-text, "Escaping text". */
function escapeMrkdwn(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
