import type { Page } from 'playwright-core';

/** A piece of text that is hard to read. */
export interface FaintText {
  readonly text: string;
  readonly contrast: number;
}

/** Texts whose contrast with what lies behind them is below 4.5, as the browser paints them (WCAG 2.2, 1.4.3). */
export async function faintTexts(page: Page): Promise<FaintText[]> {
  return page.evaluate(FAINT_TEXTS);
}

// A string, because the types of browsers are not in this program.
const FAINT_TEXTS = `(() => {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const paint = (colours) => {
    context.clearRect(0, 0, 1, 1);
    for (const colour of colours) { context.fillStyle = colour; context.fillRect(0, 0, 1, 1); }
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (channels) => {
    const [red, green, blue] = channels.map((value) => {
      const channel = value / 255;
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (a, b) => {
    const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const element = walker.currentNode.parentElement;
    if (text === '' || !element.checkVisibility() || element.closest('.mark, title')) continue;
    const behind = [];
    for (let at = element; at; at = at.parentElement) behind.unshift(getComputedStyle(at).backgroundColor);
    const style = getComputedStyle(element);
    const colour = element.closest('svg') ? style.fill : style.color;
    const found = contrast(paint([...behind, colour]), paint(behind));
    if (found < 4.5) faint.push({ text, contrast: found });
  }
  return faint;
})()`;
