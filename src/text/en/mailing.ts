import { count } from "../count.ts";

/** Test mails, the volunteer's own address, the mailing stop, and what is not taken at all. Dates come written out. */
export const mailing = {
	testMail: "Test mail",
	testMailsRequested: (who: string, mails: string) =>
		`${who} has ${count(mails, "test mail", "test mails")} sent to themselves.`,
	testMailFailed: (operator: string, problem: string) => `Test mail for ${operator} not sent: ${problem}`,
	testProblems: {
		"no-mailbox": "the asker's own address is not confirmed any more",
		stopped: "all mailing has been stopped",
		changed: "the case has changed",
		"opted-out": "the operator asked for no notices",
		"too-large": "it is too large for one mail; the real one goes in parts",
		leak: "it held something that is not this operator's. The real mail would be stopped for that, too",
		"not-accepted": "the mail server did not take it",
		unknown: "outcome unknown; look in your mailbox",
	},
	testMailsGo: (mails: string, mailbox: string) =>
		`${count(mails, "test mail is", "test mails are")} on the way to ${mailbox}. The operators get nothing.`,
	testMailsRest: (done: string, total: string) =>
		`That is up to and including mail ${done} of ${total}; at most this many go at once.`,
	testMailsNext: (mails: string) => `The next ${mails}`,
	ownNone: "You have no mail address of your own here yet. Test mails go there and nowhere else.",
	ownUnconfirmed: (mailbox: string) => `Your address is ${mailbox}, but it is not confirmed yet.`,
	ownIs: (mailbox: string) => `Your address is ${mailbox}. Test mails go there.`,
	ownForgotten: "Your address has been deleted.",
	ownNotAMailbox: "That is not a mail address. Type one, such as anna@example.nl.",
	ownAlready: (mailbox: string) => `${mailbox} is your address already, and it is confirmed.`,
	codeSent: (mailbox: string) => `A code is on its way to ${mailbox}. It works for 30 minutes; type it here.`,
	codeInOutbox: (mailbox: string) =>
		`The mail with the code for ${mailbox} is in the outbox: no mail server is set. It works for 30 minutes; type it here.`,
	codeTooSoon: "You asked for a code less than a minute ago. Wait a moment, then ask again.",
	codeNotTaken: (mailbox: string) => `The mail server did not take the mail to ${mailbox}. Check the address.`,
	codeLater: "The mail server takes nothing at the moment, so no code was sent. Try again in a few minutes.",
	codeWrong: "That is not the code. Look at the newest mail; after five tries you need a new code.",
	codeOver: "There is no code that still works. Ask for a new one.",
	codeRight: (mailbox: string) => `${mailbox} is confirmed.`,
	askAddress: "Give your address …",
	askAddressTitle: "Your own mail address",
	askAddressIntro: "You get a code there, once. Nobody but you sees the address.",
	askAddressLabel: "Mail address",
	askAddressSubmit: "Send me a code",
	enterCode: "Enter the code …",
	enterCodeTitle: "Code from the mail",
	enterCodeLabel: "Code of six digits",
	enterCodeSubmit: "Confirm",
	newCode: "New code …",
	codeSubject: "Code to confirm your mail address",
	codeText: (code: string, hotline: string) =>
		`Your code is ${code}. It works for 30 minutes.\n\nDidn't ask for it? Then somebody typed your address by mistake, and there is nothing you need to do.\n\n${hotline}\n`,
	stopped: (who: string, when: string, reason: string) =>
		`All mailing was stopped by ${who} (${when}): ${reason} Until a coordinator lifts that, nothing is sent.`,
	stopTitle: "All mailing has been stopped",
	stopBy: "Stopped by",
	stopReason: "Why",
	stopSince: "Since",
	stopNote:
		"No new mail goes out, of any case. What was already on its way still arrives. A coordinator lifts it with /mail resume.",
	stopDone: (cases: string) =>
		`All mailing has been stopped, and ${count(cases, "case", "cases")} paused. What was already on its way still arrives.`,
	stopAlready: (who: string, when: string) => `All mailing was stopped already, by ${who} (${when}).`,
	liftTitle: "Mailing may go on",
	liftBody: (who: string) =>
		`${who} lifted the stop. Cases that it paused wait until somebody resumes them, one by one.`,
	liftDone: "The stop is lifted. Cases that it paused stay paused: resume each when it may go on.",
	liftNone: "Mailing is not stopped.",
	liftHow: "When mailing may go on, a coordinator types /mail resume.",
	stopFromHere:
		"The bot pauses cases that are being sent, and says so in the status channel: within seconds, or else when it starts again.",
	stopNotSeen: "The bot is running on the embedded store, so only /status can say whether all mailing is stopped.",
	storeInUse:
		"The bot is running on the embedded store, and only one process can work in that. Type /mail stop in the chat, or stop the bot itself: then nothing is mailed either.",
	checkStore: "Check DATABASE_URL, and whether the database server runs.",
	csamRefused:
		"This hotline does not take reports of child abuse material. Nothing of what you sent was kept. Don't pass the links or files on, don't download anything, and don't look for more.",
	csamWhere:
		"Report it to Meldpunt Kinderporno (Offlimits): meldpunt-kinderporno.nl; you can stay anonymous. Is a child in danger now? Call 112. Otherwise the Dutch police: 0900-8844.",
	csamAbroad: "Outside the Netherlands: inhope.org says which hotline takes it in which country.",
	csamMistaken: "Is your report about something else? Leave that word out and send it again.",
	csamLink: "Meldpunt Kinderporno",
} as const;
