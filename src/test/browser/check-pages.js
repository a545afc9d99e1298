// Opens each page of a directory in Chromium and prints the faults, one a line.
import chromium from '@sparticuz/chromium';
import puppeteer from 'puppeteer-core';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const directory = resolve(process.argv[2]);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SCREENS = [['phone', 360, 740], ['desk', 1200, 900]];
const SCHEMES = ['light', 'dark'];
const A4_TEXT_WIDTH = 672; // 210 mm less the margins, at 96 pixels an inch

/** Returns the elements whose text is wider than the window or than the element. */
const tooWide = () => {
  const limit = document.documentElement.clientWidth;
  const wide = [...document.querySelectorAll('body *')].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.right > limit + 0.5 || box.left < -0.5);
  });
  const names = wide.map((element) => `<${element.localName}> "${element.textContent.trim().slice(0, 40)}"`);
  if (document.documentElement.scrollWidth > limit) {
    names.unshift(`scrolls to ${document.documentElement.scrollWidth} of ${limit} pixels`);
  }
  return names;
};

/** Returns the overlapping texts of a chart. */
const overlapping = () => {
  const boxes = [...document.querySelectorAll('svg text')].map((text) => [text.textContent, text.getBoundingClientRect()]);
  return boxes.flatMap(([name, a], i) => boxes.slice(i + 1)
    .filter(([, b]) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
    .map(([other]) => `"${name}" and "${other}" overlap`));
};

/** Returns the row names that a long remark squeezes into several lines. */
const squeezed = () => [...document.querySelectorAll('th')]
  .filter((name) => name.getBoundingClientRect().width < 100 && name.getClientRects().length > 0
    && name.getBoundingClientRect().height > 60)
  .map((name) => `"${name.textContent}" is squeezed`);

async function check(browser, name) {
  const page = await browser.newPage();
  let where = name;
  const fault = (text) => console.log(`${where}: ${text}`);
  page.on('console', (message) => fault(`says: ${message.text()}`));
  page.on('pageerror', (error) => fault(`fails: ${error.message}`));
  page.on('request', (request) => {
    if (request.url() !== pathToFileURL(resolve(directory, name)).href) {
      fault(`asks for ${request.url()}`);
    }
  });
  for (const scheme of SCHEMES) {
    for (const [screen, width, height] of SCREENS) {
      where = `${name}, ${screen}, ${scheme}`;
      await page.setViewport({ width, height });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await page.goto(pathToFileURL(resolve(directory, name)).href);
      await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
      (await page.evaluate(tooWide)).forEach((text) => fault(`too wide: ${text}`));
      (await page.evaluate(overlapping)).forEach(fault);
      (await page.evaluate(squeezed)).forEach(fault);
      await page.screenshot({ path: resolve(directory, `${name}-${screen}-${scheme}.png`), fullPage: true });
      await page.evaluate(axe);
      const { violations, passes } = await page.evaluate(() => axe.run());
      if (passes.length === 0) {
        fault('axe has looked at nothing');
      }
      for (const { id, help, nodes } of violations) {
        fault(`${id}: ${help}: ${nodes.map((node) => node.html).join(' ')}`);
      }
    }
  }
  where = `${name}, printed`;
  await page.emulateMediaType('print');
  await page.setViewport({ width: A4_TEXT_WIDTH, height: 1000 });
  await page.goto(pathToFileURL(resolve(directory, name)).href);
  (await page.evaluate(tooWide)).forEach((text) => fault(`cut off: ${text}`));
  writeFileSync(resolve(directory, `${name}.pdf`), await page.pdf({ preferCSSPageSize: true, format: 'A4' }));
  await page.close();
}

const browser = await puppeteer.launch({
  executablePath: await chromium.executablePath(), args: ['--no-sandbox', '--disable-gpu'], headless: 'shell',
});
try {
  const pages = readdirSync(directory).filter((name) => name.endsWith('.html')).sort();
  for (const name of pages) {
    await check(browser, name);
  }
  console.log(`${pages.length} pages checked`);
} finally {
  await browser.close();
}
