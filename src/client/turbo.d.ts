/** What is used of Turbo, which brings no types. */
declare module '@hotwired/turbo' {
  export function renderStreamMessage(message: string): void
  export function visit(location: string, options: { action: 'replace' }): void
}
