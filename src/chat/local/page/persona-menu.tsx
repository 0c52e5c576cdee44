import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Persona } from "../wire.ts";
import { Icon } from "./icons.tsx";
import { Avatar } from "./message-view.tsx";
import { useChat } from "./use-chat.ts";

/** Who the page acts as, so that one person can try what takes two. */
export function PersonaMenu() {
	const { state, t, actAs } = useChat();
	const [open, setOpen] = useState(false);
	const root = useRef<HTMLDivElement>(null);
	const people = state.setup?.people ?? [];
	const current = people.find((each) => each.id === state.as);
	const items = (): HTMLElement[] => [...(root.current?.querySelectorAll<HTMLElement>("[role=menuitemradio]") ?? [])];
	const roleOf = (persona: Persona): string =>
		persona.roles.includes("coordinator")
			? t.roles.coordinator
			: persona.roles.length > 0
				? t.roles.volunteer
				: t.roles.none;

	useLayoutEffect(() => {
		if (!open) return;
		const all = items();
		(all.find((item) => item.ariaChecked === "true") ?? all[0])?.focus();
		const outside = (event: PointerEvent): void => {
			if (!root.current?.contains(event.target as Node)) setOpen(false);
		};
		addEventListener("pointerdown", outside);
		return () => removeEventListener("pointerdown", outside);
	}, [open]);

	const close = (): void => {
		setOpen(false);
		root.current?.querySelector<HTMLElement>("#persona-button")?.focus();
	};
	const onKeyDown = (event: KeyboardEvent): void => {
		const all = items();
		const at = all.indexOf(document.activeElement as HTMLElement);
		const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
		if (step !== 0) {
			event.preventDefault();
			all[(at + step + all.length) % all.length]?.focus();
		} else if (event.key === "Escape") {
			event.stopPropagation();
			close();
		} else if (event.key === "Tab") setOpen(false);
	};
	return (
		<div class="persona" ref={root}>
			<button
				id="persona-button"
				type="button"
				class="persona-button"
				aria-haspopup="menu"
				aria-expanded={open}
				aria-label={`${t.actingAs(current?.name ?? "")}. ${t.actAs}…`}
				onClick={() => setOpen(!open)}
			>
				<Avatar name={current?.name ?? "?"} />
				<span class="persona-name">{current?.name}</span>
				<Icon name="down" />
			</button>
			{open && (
				<div class="popup persona-list">
					<p class="popup-title">{t.actAs}</p>
					<div role="menu" tabIndex={-1} aria-label={t.actAs} onKeyDown={onKeyDown}>
						{people.map((persona) => (
							<button
								key={persona.id}
								type="button"
								role="menuitemradio"
								aria-checked={persona.id === state.as}
								onClick={() => {
									actAs(persona.id);
									close();
								}}
							>
								<Avatar name={persona.name} />
								<span>
									<b>{persona.name}</b>
									<small>{roleOf(persona)}</small>
								</span>
								{persona.id === state.as && <Icon name="check" />}
							</button>
						))}
					</div>
					<p class="popup-hint">{t.actAsHint}</p>
				</div>
			)}
		</div>
	);
}
