import { randomBytes } from "node:crypto";
import { isAddrSpec } from "../core/contact/parse-mailboxes.ts";
import { plusMs } from "../core/instant.ts";
import { renderButtonId } from "../core/thread/button-id.ts";
import type { Verb } from "../core/thread/buttons.ts";
import type { Button, Card, Tone } from "../core/thread/card.ts";
import type { Asker, Reply } from "../ports/chat.ts";
import type { HandOver } from "../ports/mail.ts";
import type { Owner } from "../ports/own-mailboxes.ts";
import type { Context } from "./context.ts";
import { hashCode, isCode, newCode } from "./mailbox-code.ts";
import { say, show } from "./say.ts";

const codeMs = 30 * 60_000;
const tries = 5;
const betweenMs = 60_000;

/** Where somebody was when they were asked for their address, so that they can go on there: a case at an epoch. */
export interface CaseMoment {
	readonly caseNumber: string;
	readonly epoch: number;
}

/** For a button that leads back to no case. No case's number has no year in it. */
const noCase: CaseMoment = { caseNumber: "MAIL", epoch: 0 };

type Words = (context: Context) => Context["texts"]["mailing"];
const wordsOf: Words = ({ texts }) => texts.mailing;

/** Whose mailbox it is. */
export function ownerOf({ platform, person }: Asker): Owner {
	return { platform, personId: person.id };
}

/** What is known of somebody's own mailbox, with what can be done next; to them alone. */
export async function showOwnMailbox(context: Context, asker: Asker, from: CaseMoment = noCase): Promise<Reply> {
	const t = wordsOf(context);
	const own = await context.ownMailboxes.get(ownerOf(asker));
	const ask = button("own-address", t.askAddress, from);
	if (own === null) return card("neutral", t.ownNone, [ask]);
	if (own.verifiedAt !== null) return say("good", t.ownIs(own.mailbox));
	const enter = button("own-code", t.enterCode, from);
	return card("warn", t.ownUnconfirmed(own.mailbox), [enter, { ...ask, label: t.newCode, style: "plain" }]);
}

/** Sends a code to a mailbox that somebody says is theirs. Nothing but the code goes there. */
export async function sendCode(
	context: Context,
	asker: Asker,
	{ typed, from = noCase }: { readonly typed: string; readonly from?: CaseMoment | undefined },
): Promise<Reply> {
	const t = wordsOf(context);
	const mailbox = typed.trim();
	if (!isAddrSpec(mailbox)) return say("warn", t.ownNotAMailbox);
	const owner = ownerOf(asker);
	const known = await context.ownMailboxes.get(owner);
	if (known?.mailbox === mailbox && known.verifiedAt !== null) return say("good", t.ownAlready(mailbox));
	const sentAt = context.clock();
	const code = newCode();
	const fresh = { mailbox, codeHash: await hashCode(code), sentAt };
	if (!(await context.ownMailboxes.put(owner, fresh, plusMs(sentAt, -betweenMs)))) return say("warn", t.codeTooSoon);
	const handOver = await context.mail.send(
		await context.plainMail.write({
			...{ id: `code-${randomBytes(8).toString("hex")}`, to: mailbox, date: sentAt },
			...{ subject: t.codeSubject, text: t.codeText(code, context.hotline.name) },
		}),
	);
	return afterSending(context, handOver, { mailbox, from });
}

function afterSending(
	context: Context,
	{ outcome }: HandOver,
	{ mailbox, from }: { readonly mailbox: string; readonly from: CaseMoment },
): Reply {
	const t = wordsOf(context);
	if (outcome === "refused") return say("warn", t.codeNotTaken(mailbox));
	if (outcome === "deferred") return say("warn", t.codeLater);
	const sent = context.mail.name === "eml" ? t.codeInOutbox(mailbox) : t.codeSent(mailbox);
	return card("good", sent, [button("own-code", t.enterCode, from)]);
}

/** Looks at a code that somebody typed. The right one makes the mailbox theirs; where they came for test mails, those are offered. */
export async function enterCode(
	context: Context,
	asker: Asker,
	{ typed, from = noCase }: { readonly typed: string; readonly from?: CaseMoment | undefined },
): Promise<Reply> {
	const t = wordsOf(context);
	const owner = ownerOf(asker);
	const at = context.clock();
	const hash = await context.ownMailboxes.takeTry(owner, { sentAfter: plusMs(at, -codeMs), tries });
	if (hash === null) return card("warn", t.codeOver, [button("own-address", t.newCode, from)]);
	if (!(await isCode(typed, hash))) return card("warn", t.codeWrong, [button("own-code", t.enterCode, from)]);
	const own = await context.ownMailboxes.verify(owner, hash, at);
	if (own === null) return say("warn", t.codeOver);
	const next = from === noCase ? [] : [button("test-mail", t.testMail, from)];
	return card("good", t.codeRight(own.mailbox), next);
}

/** Deletes somebody's own mailbox. */
export async function forgetOwnMailbox(context: Context, asker: Asker): Promise<Reply> {
	const t = wordsOf(context);
	const forgotten = await context.ownMailboxes.forget(ownerOf(asker), context.clock());
	return forgotten ? say("good", t.ownForgotten) : say("neutral", t.ownNone);
}

/** The moment that a button of these was made at; undefined for one that leads back to no case. */
export function momentOf({ caseNumber, epoch }: CaseMoment): CaseMoment | undefined {
	return caseNumber === noCase.caseNumber ? undefined : { caseNumber, epoch };
}

function button(verb: Verb, label: string, { caseNumber, epoch }: CaseMoment): Button {
	return { id: renderButtonId({ verb, caseNumber, epoch, argument: null }), label, style: "primary" };
}

function card(tone: Tone, text: string, buttons: readonly Button[]): Reply {
	const shown: Card = { tone, title: null, body: [text], ...(buttons.length === 0 ? {} : { buttons: [buttons] }) };
	return show(shown);
}
