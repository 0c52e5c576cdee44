import { useId, useRef, useState } from "preact/hooks";
import { completions, type Entry, mayDo, parseLine, type TypedValues } from "../../../core/command/parse-line.ts";
import { Icon } from "./icons.tsx";
import { useChat } from "./use-chat.ts";

/** The command that a dropped or attached file goes to. */
export function fileCommand(entries: readonly Entry[]): Entry | undefined {
	const taking = entries.filter((entry) => entry.options.some((option) => option.type === "file" && option.required));
	return taking.find((entry) => entry.path === "report") ?? taking[0];
}

const popupMax = 50;
const optionId = (id: string, entry: Entry): string => `${id}-${entry.path.replaceAll(" ", "-")}`;

export function Composer({ channel, where }: { channel: string; where: string }) {
	const { state, t, entries, show, place, submit, say, toast } = useChat();
	const id = useId();
	const box = useRef<HTMLTextAreaElement>(null);
	const [text, setText] = useState("");
	const [active, setActive] = useState(0);
	const [closed, setClosed] = useState(false);
	const [busy, setBusy] = useState(false);
	const persona = state.setup?.people.find((each) => each.id === state.as);
	const mine = entries.filter((entry) => mayDo(persona?.roles ?? [], entry.role));
	const found = closed ? [] : completions(text, mine).slice(0, popupMax);
	const chosen = found[Math.min(active, found.length - 1)];
	const inThread = channel.startsWith("thread:");

	const type = (next: string): void => {
		setText(next);
		setActive(0);
		setClosed(false);
	};
	const openForm = (entry: Entry, values: TypedValues): void => {
		show({ kind: "command", entry, values, file: null, place: place(channel) });
		type("");
	};
	const run = async (entry: Entry, values: TypedValues): Promise<void> => {
		setBusy(true);
		const failure = await submit({ kind: "command", name: entry.path, place: place(channel), values, file: null });
		setBusy(false);
		if (failure === null) type("");
		else toast(failure);
	};
	/** Without arguments: run what needs none (in a thread, the case is known); else ask by form. */
	const begin = async (entry: Entry): Promise<void> => {
		const needsNothing = entry.options.every((option) => !option.required && option.type === "case");
		if (entry.options.length === 0 || (inThread && needsNothing)) await run(entry, {});
		else openForm(entry, {});
	};
	const enter = async (): Promise<void> => {
		const line = text.trim();
		if (busy || line === "") return;
		if (!line.startsWith("/")) {
			setBusy(true);
			if (await say(place(channel), line)) type("");
			setBusy(false);
			return;
		}
		if (chosen !== undefined) return begin(chosen);
		const parsed = parseLine(line, mine);
		if (parsed.kind === "unknown") return toast(t.unknownCommand(parsed.word));
		if (`/${parsed.entry.path}` === line.toLowerCase().replaceAll(/\s+/g, " ")) return begin(parsed.entry);
		if (parsed.complete) await run(parsed.entry, parsed.values);
		else openForm(parsed.entry, parsed.values);
	};
	const onKeyDown = (event: KeyboardEvent): void => {
		const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
		if (event.isComposing) return;
		if (event.key === "Enter" && !event.shiftKey) {
			event.preventDefault();
			void enter();
		} else if (found.length > 0 && step !== 0) {
			event.preventDefault();
			setActive((Math.min(active, found.length - 1) + step + found.length) % found.length);
		} else if (chosen !== undefined && event.key === "Tab" && !event.shiftKey && text !== `/${chosen.path} `) {
			event.preventDefault();
			type(`/${chosen.path} `);
		} else if (event.key === "Escape") {
			event.stopPropagation();
			if (found.length > 0) setClosed(true);
			else if (text !== "") type("");
			else box.current?.blur();
		}
	};
	const current = found.length === 0 && text.startsWith("/") ? parseLine(text, mine) : null;
	const attach = fileCommand(mine);
	return (
		<div class="composer">
			<div class="popup commands" hidden={found.length === 0}>
				<div class="command-list" id={`${id}-list`} role="listbox" aria-label={t.commands}>
					{found.map((entry) => (
						<CommandOption
							key={entry.path}
							id={optionId(id, entry)}
							entry={entry}
							active={entry === chosen}
							onTake={() => void begin(entry)}
						/>
					))}
				</div>
				<p class="popup-hint">{t.commandHint}</p>
			</div>
			{current?.kind === "command" && (
				<p class="command-help">
					<b>/{current.entry.path}</b>
					{current.entry.options.map((option) => (
						<span key={option.name} class={option.name in current.values ? "given" : ""}>
							{option.required ? option.name : `[${option.name}]`}
						</span>
					))}
				</p>
			)}
			<div class="composer-box">
				{attach !== undefined && (
					<button
						type="button"
						class="icon-button"
						aria-label={t.attach}
						title={t.attach}
						onClick={() => openForm(attach, {})}
					>
						<Icon name="clip" />
					</button>
				)}
				<textarea
					ref={box}
					data-composer={inThread ? "thread" : "main"}
					rows={Math.min(6, text.split("\n").length)}
					maxLength={4000}
					aria-label={t.composerLabel(where)}
					aria-haspopup="listbox"
					aria-controls={`${id}-list`}
					aria-autocomplete="list"
					aria-activedescendant={chosen === undefined ? undefined : optionId(id, chosen)}
					placeholder={t.composerPlaceholder}
					value={text}
					onInput={(event) => type(event.currentTarget.value)}
					onKeyDown={onKeyDown}
					onBlur={() => setClosed(true)}
					onFocus={() => setClosed(false)}
				/>
				<button
					type="button"
					class="icon-button send"
					aria-label={t.send}
					title={t.send}
					aria-disabled={text.trim() === ""}
					aria-busy={busy}
					onClick={() => void enter()}
				>
					<Icon name="send" />
				</button>
			</div>
		</div>
	);
}

function CommandOption(props: { id: string; entry: Entry; active: boolean; onTake: () => void }) {
	const { t } = useChat();
	const { id, entry, active, onTake } = props;
	return (
		<div
			id={id}
			role="option"
			tabIndex={-1}
			aria-selected={active}
			ref={(element) => {
				if (active) element?.scrollIntoView({ block: "nearest" });
			}}
			onPointerDown={(event) => {
				event.preventDefault();
				onTake();
			}}
		>
			<b>/{entry.path}</b>
			<span class="command-about">{entry.description[t.language]}</span>
			<span class="command-options">{entry.options.map((option) => option.name).join(" ")}</span>
		</div>
	);
}
