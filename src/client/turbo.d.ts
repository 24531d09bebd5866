/** What is used of Turbo, which brings no types. */
declare module '@hotwired/turbo' {
  export function renderStreamMessage(message: string): void
  /** One message in the page, until it was carried out. */
  export interface StreamElement extends HTMLElement {
    render(): Promise<void>
  }
  export function visit(location: string, options: { action: 'replace' }): void
}
