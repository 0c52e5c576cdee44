import { useEffect, useState } from "preact/hooks";
import type { OutboxMail } from "../wire.ts";
import { api, attachmentPath, rawPath } from "./api.ts";
import { TableView } from "./card-view.tsx";
import { csvRows } from "./csv-rows.ts";
import { Icon } from "./icons.tsx";
import { hashOf } from "./state.ts";
import { fileSize } from "./texts.ts";
import { useChat } from "./use-chat.ts";

const tableMaxBytes = 256 * 1024;
const tableMaxRows = 500;

/** What lies in the outbox, by case, and the mail that was chosen. */
export function MailView({ chosen }: { chosen: string | null }) {
	const { state, t } = useChat();
	const { mails } = state;
	const mail = mails?.find((each) => each.name === chosen);
	return (
		<main class="mail" id="main" tabIndex={-1}>
			<div class="pane-head">
				<a
					class="icon-button back"
					href={chosen === null ? "#/" : hashOf({ view: "mail", mail: null })}
					aria-label={t.back}
				>
					<Icon name="back" />
				</a>
				<Icon name="mail" />
				<h1>{t.mail}</h1>
				{mails !== null && mails.length > 0 && <p class="pane-about">{t.mailCount(mails.length)}</p>}
			</div>
			{mails?.length === 0 ? (
				<p class="empty">{t.mailEmpty}</p>
			) : (
				<div class={`mail-panes ${mail === undefined ? "" : "reading"}`}>
					<MailList mails={mails ?? []} chosen={chosen} />
					{mail === undefined ? <p class="empty mail-none">{t.mailPick}</p> : <Reader key={mail.name} mail={mail} />}
				</div>
			)}
		</main>
	);
}

function byCase(mails: readonly OutboxMail[]): [string, OutboxMail[]][] {
	const groups = new Map<string, OutboxMail[]>();
	for (const mail of mails) groups.set(mail.caseNumber, [...(groups.get(mail.caseNumber) ?? []), mail]);
	return [...groups];
}

function MailList({ mails, chosen }: { mails: readonly OutboxMail[]; chosen: string | null }) {
	const { t } = useChat();
	return (
		<nav class="mail-list" aria-label={t.mail}>
			{byCase(mails).map(([number, group]) => (
				<section key={number}>
					<h2>
						{number === "" ? t.noCase : number} <span class="nav-count">{group.length}</span>
					</h2>
					<ul>
						{group.map((mail) => (
							<li key={mail.name}>
								<a
									href={hashOf({ view: "mail", mail: mail.name })}
									aria-current={mail.name === chosen ? "page" : undefined}
								>
									<span class="mail-to">{mail.to.join(", ")}</span>
									<span class="mail-subject">{mail.subject || t.noSubject}</span>
									<span class="mail-meta">
										<Time at={mail.date} />
										{mail.attachments.length > 0 && (
											<span>
												<Icon name="clip" />
												{mail.attachments.length}
												<span class="hidden"> {t.attachments}</span>
											</span>
										)}
									</span>
								</a>
							</li>
						))}
					</ul>
				</section>
			))}
		</nav>
	);
}

function Time({ at }: { at: string }) {
	const { t } = useChat();
	const time = new Date(at);
	if (Number.isNaN(time.getTime())) return <span>{at}</span>;
	return <time dateTime={at}>{time.toLocaleString(t.locale, { dateStyle: "medium", timeStyle: "short" })}</time>;
}

function Reader({ mail }: { mail: OutboxMail }) {
	const { t } = useChat();
	return (
		<article class="reader">
			<h2>{mail.subject || t.noSubject}</h2>
			<dl class="mail-heads">
				<dt>{t.from}</dt>
				<dd>{mail.from}</dd>
				<dt>{t.to}</dt>
				<dd>{mail.to.join(", ")}</dd>
				<dt>{t.date}</dt>
				<dd>
					<Time at={mail.date} />
				</dd>
			</dl>
			{mail.attachments.length > 0 && (
				<section aria-label={t.attachments} class="attachments">
					{mail.attachments.map((attachment) => (
						<Attachment key={attachment.index} mail={mail.name} attachment={attachment} />
					))}
				</section>
			)}
			<pre class="mail-text">{mail.text}</pre>
			<p>
				<a class="button plain" href={rawPath(mail.name)} download>
					<Icon name="download" />
					{t.downloadRaw}
				</a>
			</p>
		</article>
	);
}

function Attachment({ mail, attachment }: { mail: string; attachment: OutboxMail["attachments"][number] }) {
	const { t } = useChat();
	const [open, setOpen] = useState(false);
	const { index, fileName, bytes, type } = attachment;
	const isTable = (/\.csv$/i.test(fileName) || type === "text/csv") && bytes <= tableMaxBytes;
	return (
		<div class="attachment">
			<div class="attachment-head">
				<Icon name="file" />
				<span class="file-name">{fileName}</span>
				<span class="file-size">{fileSize(t.language, bytes)}</span>
				{isTable && (
					<button type="button" class="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
						<Icon name="table" />
						{open ? t.hideTable : t.showTable}
					</button>
				)}
				<a class="button quiet" href={attachmentPath(mail, index)} download>
					<Icon name="download" />
					{t.download}
				</a>
			</div>
			{open && <CsvTable mail={mail} index={index} />}
		</div>
	);
}

function CsvTable({ mail, index }: { mail: string; index: number }) {
	const { t, toast } = useChat();
	const [rows, setRows] = useState<string[][] | null>(null);
	useEffect(() => {
		api.attachmentText(mail, index).then(
			(text) => setRows(csvRows(text)),
			() => toast(t.offline),
		);
	}, [mail, index, toast, t]);
	if (rows === null) return <p class="hint">{t.loading}</p>;
	const [head = [], ...body] = rows;
	const shown = body.slice(0, tableMaxRows);
	return (
		<>
			<TableView table={{ head, numeric: [], rows: shown }} asFile />
			{shown.length < body.length && <p class="hint">{t.tableCut(shown.length, body.length)}</p>}
		</>
	);
}
