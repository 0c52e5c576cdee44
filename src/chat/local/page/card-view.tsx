import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Button, Card, Field, Line, Menu, Progress, Table } from "../../../core/thread/card.ts";
import type { Place } from "../wire.ts";
import { CardFiles } from "./card-files.tsx";
import { CardImage } from "./card-image.tsx";
import { Icon, ToneIcon } from "./icons.tsx";
import { useChat } from "./use-chat.ts";

const rowsShown = 12;
/** Characters of a value that has two columns to itself, and of one that has all. */
const middleValue = 14;
const longValue = 48;
/** Characters of a word that fits in a column of any table. */
const shortWord = 20;

/** A card as it stands; every string in it is shown as text. `place` is where its buttons are pressed. */
export function CardView({ card, place }: { card: Card; place: Place }) {
	const { t } = useChat();
	const plain = card.title === null && card.tone === "neutral";
	const root = useKeptFocus();
	return (
		<div ref={root} class={`card tone-${card.tone} ${plain ? "card-plain" : ""}`} tabIndex={-1}>
			{card.title !== null && (
				<h3 class="card-title">
					<ToneIcon tone={card.tone} label={t.tones[card.tone]} />
					<span>{card.title}</span>
				</h3>
			)}
			{card.body?.map((text, index) => (
				<p key={index} class="card-text">
					{text}
				</p>
			))}
			{card.progress && <ProgressView progress={card.progress} />}
			{card.fields && <Fields fields={card.fields} />}
			{card.document !== undefined && (
				// biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, and must do so by keyboard too
				<section key={card.document} class="document" tabIndex={0} aria-label={card.title ?? t.tones[card.tone]}>
					<pre>{card.document}</pre>
				</section>
			)}
			{card.lines && <Lines lines={card.lines} />}
			{card.table && <TableView table={card.table} />}
			{card.image && <CardImage image={card.image} />}
			{card.files && card.files.length > 0 && <CardFiles files={card.files} />}
			{card.link && <LinkView label={card.link.label} url={card.link.url} />}
			{card.menu && <MenuView menu={card.menu} place={place} />}
			{card.buttons?.map((row, index) => (
				<ButtonRow key={index} buttons={row} place={place} />
			))}
			{card.note && <p class="card-note">{card.note}</p>}
		</div>
	);
}

/** A button that goes while it has the focus leaves it to its message: otherwise the next key would begin at the top of the page. */
function useKeptFocus() {
	const root = useRef<HTMLDivElement>(null);
	const had = root.current?.contains(document.activeElement) === true;
	useLayoutEffect(() => {
		if (!had || document.activeElement !== document.body) return;
		const home = root.current?.closest<HTMLElement>("[data-message]") ?? root.current;
		home?.focus({ preventScroll: true });
	});
	return root;
}

const spanOf = ({ length }: string): string =>
	length > longValue ? "field-wide" : length > middleValue ? "field-middle" : "";

function Fields({ fields }: { fields: readonly Field[] }) {
	return (
		<dl class="fields">
			{fields.map((field) => (
				<div key={field.label} class={`field ${spanOf(field.value)}`}>
					<dt>{field.label}</dt>
					<dd>{field.value}</dd>
				</div>
			))}
		</dl>
	);
}

function Lines({ lines }: { lines: readonly Line[] }) {
	const { t } = useChat();
	return (
		<ul class="lines">
			{lines.map((line, index) => (
				<li key={index}>
					<ToneIcon tone={line.tone} label={t.tones[line.tone]} />
					<span>
						<span class="line-text">{line.text}</span>
						{line.detail !== undefined && <span class="line-detail">{line.detail}</span>}
					</span>
				</li>
			))}
		</ul>
	);
}

function ProgressView({ progress }: { progress: Progress }) {
	const label = useId();
	const known = progress.total > 0;
	const percent = known ? Math.floor((100 * progress.done) / progress.total) : null;
	return (
		<div class="progress">
			<div class="progress-head">
				<span id={label}>{progress.label}</span>
				{percent !== null && <span class="progress-percent">{percent} %</span>}
			</div>
			<progress
				aria-labelledby={label}
				max={known ? progress.total : undefined}
				value={known ? progress.done : undefined}
			/>
		</div>
	);
}

/** Lines break between words; a mail address or a word with a hyphen stays whole while there is room for it. */
function breakable(text: string) {
	return text.split(/(\s+)/).map((word, index) =>
		/[@-]/.test(word) ? (
			<span key={index} class={word.length <= shortWord ? "whole" : "whole long"}>
				{word}
			</span>
		) : (
			word
		),
	);
}

/** `asFile`: columns as they stand in a file, however many; else it becomes a list where there is no room for columns. */
export function TableView({ table, asFile = false }: { table: Table; asFile?: boolean }) {
	const { t } = useChat();
	const [all, setAll] = useState(false);
	const rows = all ? table.rows : table.rows.slice(0, rowsShown);
	const side = (column: number): string => (table.numeric.includes(column) ? "numeric" : "");
	return (
		<div class={asFile ? "table table-file" : "table"}>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls, and must do so by keyboard too */}
			<section class="table-scroll" tabIndex={0} aria-label={t.table}>
				<table>
					<thead>
						<tr>
							{table.head.map((text, column) => (
								<th key={column} scope="col" class={side(column)}>
									{text}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{rows.map((row, index) => (
							<tr key={index}>
								{row.map((text, column) => (
									<td key={column} class={side(column)} data-head={table.head[column]}>
										{asFile ? text : breakable(text)}
									</td>
								))}
							</tr>
						))}
					</tbody>
				</table>
			</section>
			{table.rows.length > rowsShown && (
				<button type="button" class="quiet" onClick={() => setAll(!all)} aria-expanded={all}>
					{all ? t.showFewerRows : t.showAllRows(table.rows.length)}
				</button>
			)}
		</div>
	);
}

function LinkView({ label, url }: { label: string; url: string }) {
	const { t } = useChat();
	if (!/^https?:\/\//i.test(url)) return <p class="card-text">{`${label}: ${url}`}</p>;
	return (
		<p class="card-text">
			<a href={url} target="_blank" rel="noopener noreferrer">
				{label}
				<span class="hidden"> ({t.opensInNewTab})</span>
			</a>
		</p>
	);
}

/**
 * The same words but for a count are the same button to who has the focus on it: “Next” stays “Next” while the mail changes, and
 * “Valid (1)” was “Valid (0)”. Its id tells nothing: that has the case's epoch in it.
 */
function keysOf(buttons: readonly Button[]): string[] {
	const words = buttons.map(({ label }) => label.replaceAll(/\d+/g, ""));
	return words.map((word, index) => (words.indexOf(word) === index ? word : `${word} ${index}`));
}

/** While a press is under way its row takes no second one; the case would refuse it anyway, but nobody likes to see that. */
function ButtonRow({ buttons, place }: { buttons: readonly Button[]; place: Place }) {
	const { press } = useChat();
	const [busy, setBusy] = useState<string | null>(null);
	const keys = keysOf(buttons);
	const run = async (id: string): Promise<void> => {
		if (busy !== null) return;
		setBusy(id);
		await press(place, id, null);
		setBusy(null);
	};
	return (
		<div class="button-row">
			{buttons.map((button, index) => (
				<button
					key={keys[index]}
					type="button"
					class={button.style}
					aria-busy={busy === button.id}
					aria-disabled={busy !== null}
					onClick={() => void run(button.id)}
				>
					{button.label}
				</button>
			))}
		</div>
	);
}

/** With a button of its own, because the arrow keys alone already change a closed list. */
function MenuView({ menu, place }: { menu: Menu; place: Place }) {
	const { t, press } = useChat();
	const id = useId();
	const [value, setValue] = useState("");
	const [busy, setBusy] = useState(false);
	const run = async (): Promise<void> => {
		if (busy || value === "") return;
		setBusy(true);
		await press(place, menu.id, value);
		setBusy(false);
	};
	return (
		<div class="menu">
			<label for={id}>{menu.label}</label>
			<div class="menu-row">
				<select id={id} value={value} onChange={(event) => setValue(event.currentTarget.value)}>
					<option value="">{t.chooseOne}</option>
					{menu.options.map((option) => (
						<option key={option.value} value={option.value}>
							{option.hint === undefined ? option.label : `${option.label} · ${option.hint}`}
						</option>
					))}
				</select>
				<button
					type="button"
					class="plain"
					aria-busy={busy}
					aria-disabled={busy || value === ""}
					onClick={() => void run()}
				>
					<Icon name="check" />
					{t.choose}
				</button>
			</div>
		</div>
	);
}
