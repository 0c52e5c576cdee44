import type { MailTexts } from "../../core/notice/mail-texts.ts";

const months = [
	"January",
	"February",
	"March",
	"April",
	"May",
	"June",
	"July",
	"August",
	"September",
	"October",
	"November",
	"December",
];
/** Names such as `B.V.` bring their own. */
const fullStop = (text: string) => (text.endsWith(".") ? text : `${text}.`);
const codeOfConduct = (abuse: string) =>
	`Under the Dutch code of conduct for abuse handling (Gedragscode Abusebestrijding), network operators act at once against ${abuse}, ` +
	"because this seriously harms people and goes on until somebody steps in. We therefore ask you to act today.";
const passOn =
	"Does a system belong to a customer of yours? Then please forward the lines about that customer to them, or act yourself.";

/** The words of a notice in English. */
export const enMail: MailTexts = {
	salutation: "Dear abuse team,",
	thisLanguageBelow: "(English below)",
	heading: "English",
	categories: {
		vulnerability: {
			systems: (count) => (count === 1 ? "1 vulnerable system" : `${count} vulnerable systems`),
			atStake:
				"Through such a system an attacker can get in, steal data, plant ransomware or attack others from there. That may " +
				"already have happened.",
			whatToDo: [
				"Install the vendor's security update. If that is not possible yet, shield the system from the internet.",
				"Check whether the vulnerability has been abused already: an update does not remove an intruder.",
				passOn,
			],
			urgency: null,
		},
		infection: {
			systems: (count) => (count === 1 ? "1 infected system" : `${count} infected systems`),
			atStake:
				"An infected system does what an attacker wants: it can leak data, attack or infect others, and let ransomware in.",
			whatToDo: [
				"Find the system; the times and ports in the list help where NAT is used. Disconnect it from the network.",
				"Clean or reinstall it, and change the passwords that were used on it.",
				"Find out how the infection came in, and close that way.",
				passOn,
			],
			urgency: null,
		},
		phishing: {
			systems: (count) => (count === 1 ? "1 address with phishing" : `${count} addresses with phishing`),
			atStake:
				"Visitors give their login or payment details to criminals here. As long as the page can be reached, there will be " +
				"more victims.",
			whatToDo: [
				"Take the page offline.",
				"Keep the files and logs, in case the police ask for them.",
				"Is the page on a hacked website? Then close the hole, or the page will be back tomorrow.",
				passOn,
			],
			urgency: codeOfConduct("phishing"),
		},
		"fraud-shop": {
			systems: (count) =>
				count === 1 ? "1 address with a fraudulent web shop" : `${count} addresses with fraudulent web shops`,
			atStake:
				"People pay here for what they never get, and leave their details with swindlers. As long as the shop can be " +
				"reached, there will be more victims.",
			whatToDo: [
				"Take the web shop offline.",
				"Keep the customer's details and the logs, in case the police ask for them.",
				"Check whether the same customer has more of such shops with you.",
			],
			urgency: codeOfConduct("fraudulent web shops"),
		},
		malware: {
			systems: (count) => (count === 1 ? "1 address that spreads malware" : `${count} addresses that spread malware`),
			atStake:
				"Whoever downloads and opens the file gets infected. As long as it can be reached, there will be more victims. Open " +
				"it only in an isolated environment.",
			whatToDo: [
				"Take the file offline, or disconnect the system.",
				"Keep the file and the logs, in case the police ask for them.",
				"Has the system been hacked? Then find out how, and close that way.",
				passOn,
			],
			urgency: codeOfConduct("the spreading of malware"),
		},
		other: {
			systems: (count) =>
				count === 1 ? "1 system with a security problem" : `${count} systems with a security problem`,
			atStake: "The description says what is wrong and what may come of it.",
			whatToDo: ["Check these systems and solve the problem.", passOn],
			urgency: null,
		},
	},
	subject: ({ number, systems, repeat }) => `[${number}] ${repeat ? "Repeat: " : ""}${systems} in your network`,
	whoWeAre: ({ name, operator }) =>
		`We are ${name}, a hotline run by volunteers in the Netherlands. We pass security problems on to those who can do something ` +
		`about them. You receive this mail as the abuse contact of ${fullStop(operator ?? "the network that the systems are in")}`,
	repeat: (round) =>
		`This is a repeat (round ${round}): we wrote to you about this before. The systems on this list were found again.`,
	whatWasFound: ({ count, systems, title }) =>
		`We received a report of ${systems} in your network, and our volunteers have reviewed ${count === 1 ? "it" : "the list"}. ` +
		`This is about: ${title}`,
	seen: (first, last) =>
		first === last ? `Seen on ${first} (UTC).` : `First seen on ${first}, last seen on ${last} (UTC).`,
	day: (date) => `${Number(date.slice(8, 10))} ${months[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`,
	atStakeHeading: "What is at stake?",
	whatToDoHeading: "What can you do?",
	descriptionHeading: "Description",
	listHeading: "List",
	factsAbove: ({ description, fileName }) =>
		`${description ? "The description and the list are" : "The list is"} above. All lines, with all details, are in the ` +
		`attachment ${fileName}`,
	listIntro: ({ shown, total, fileName }) =>
		shown === total
			? `The same list, with all details, is attached to this mail as a CSV file: ${fileName}`
			: `Below are the first ${shown} of ${total} lines. All lines, with all details, are in the attachment ${fileName}`,
	moreInAttachment: (more, fileName) => `… and ${more} more in the attachment ${fileName}`,
	columns: { target: "Address", port: "Port", seen: "Last seen (UTC)", count: "Count" },
	moreInformation: (reference) => `More information: ${reference}`,
	questions: (number) =>
		`Questions, or is something wrong? Reply to this mail and leave ${number} in the subject. You need not tell us what you ` +
		"did; we keep no record of that.",
	optOut: "Do you want no more notices from us? Say so in a reply to this mail, and we will stop.",
	privacy:
		"IP addresses can be personal data. We process them on the ground of a legitimate interest (article 6(1)(f) GDPR): " +
		"warning those who run the systems and preventing harm. This mail holds only addresses that you are the contact for according to our " +
		"data; we send this list to nobody else.",
	regards: "Kind regards,",
};
