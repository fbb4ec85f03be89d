//! A page in a tab.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use super::Browser;

/// A page in a tab. Input is that of a person: the browser decides what it hits.
pub struct Tab<'b> {
    browser: &'b mut Browser,
    session: String,
    target: String,
}

/// The events that tell that something is wrong with a page.
const COMPLAINTS: [&str; 4] = [
    "Runtime.exceptionThrown",
    "Runtime.consoleAPICalled",
    "Log.entryAdded",
    "Page.javascriptDialogOpening",
];

impl<'b> Tab<'b> {
    /// Opens a file in a new tab of this size, and waits until it is loaded.
    ///
    /// # Errors
    ///
    /// When the browser does not do it.
    pub fn open(browser: &'b mut Browser, file: &Path, size: (u32, u32)) -> Result<Self> {
        let target = browser.ask(
            None,
            "Target.createTarget",
            &json!({ "url": "about:blank" }),
        )?;
        let target = target["targetId"].as_str().context("a target")?.to_owned();
        let attach = json!({ "targetId": target, "flatten": true });
        let session = browser.ask(None, "Target.attachToTarget", &attach)?;
        let session = session["sessionId"]
            .as_str()
            .context("a session")?
            .to_owned();
        let mut tab = Self {
            browser,
            session,
            target,
        };
        for domain in ["Page.enable", "Runtime.enable", "Log.enable"] {
            tab.ask(domain, &json!({}))?;
        }
        tab.resize(size, false)?;
        let file = std::path::absolute(file)?;
        let url = format!("file://{}", file.display());
        let went = tab.ask("Page.navigate", &json!({ "url": url }))?;
        if let Some(error) = went.get("errorText") {
            bail!("{url}: {error}");
        }
        tab.browser.wait(&tab.session, "Page.loadEventFired")?;
        Ok(tab)
    }

    fn ask(&mut self, method: &str, parameters: &Value) -> Result<Value> {
        self.browser.ask(Some(&self.session), method, parameters)
    }

    /// Returns the value of an expression of JavaScript.
    ///
    /// # Errors
    ///
    /// When it throws.
    pub fn value(&mut self, expression: &str) -> Result<Value> {
        let parameters =
            json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.ask("Runtime.evaluate", &parameters)?;
        if let Some(thrown) = answer.get("exceptionDetails") {
            bail!("{expression}: {thrown}");
        }
        Ok(answer["result"]["value"].clone())
    }

    /// Clicks into the middle of what an expression finds, scrolled to where it is seen.
    ///
    /// # Errors
    ///
    /// When nothing is found, or something else lies over it.
    pub fn click(&mut self, found: &str) -> Result<()> {
        let place = format!(
            "(() => {{ const e = {found}; e.scrollIntoView({{ block: 'center' }}); \
             const r = e.getBoundingClientRect(); const x = r.x + r.width / 2, y = r.y + r.height / 2; \
             return [x, y, e.contains(document.elementFromPoint(x, y))]; }})()"
        );
        let place = self.value(&place)?;
        if place[2] != true {
            bail!("{found}: it cannot be clicked at {place}");
        }
        for (kind, buttons) in [("mouseMoved", 0), ("mousePressed", 1), ("mouseReleased", 0)] {
            let button = if kind == "mouseMoved" { "none" } else { "left" };
            let event = json!({
                "type": kind, "x": place[0], "y": place[1], "button": button,
                "buttons": buttons, "clickCount": 1,
            });
            self.ask("Input.dispatchMouseEvent", &event)?;
        }
        Ok(())
    }

    /// Presses a key, by its name and its number.
    ///
    /// # Errors
    ///
    /// When the browser does not do it.
    pub fn press(&mut self, key: &str, number: u32) -> Result<()> {
        let mut event =
            json!({ "type": "keyDown", "key": key, "code": key, "windowsVirtualKeyCode": number });
        if key == "Enter" {
            event["text"] = "\r".into();
        }
        self.ask("Input.dispatchKeyEvent", &event)?;
        event["type"] = "keyUp".into();
        self.ask("Input.dispatchKeyEvent", &event).map(drop)
    }

    /// Writes a text where the focus is.
    ///
    /// # Errors
    ///
    /// When the browser does not do it.
    pub fn write(&mut self, text: &str) -> Result<()> {
        self.ask("Input.insertText", &json!({ "text": text }))
            .map(drop)
    }

    /// Gives the page another size, in pixels, and with `phone` the ways of a phone. Two
    /// frames are drawn before it returns.
    ///
    /// # Errors
    ///
    /// When the browser does not do it.
    pub fn resize(&mut self, (width, height): (u32, u32), phone: bool) -> Result<()> {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone });
        self.ask("Emulation.setDeviceMetricsOverride", &size)?;
        self.drawn()
    }

    /// Has the page know that dark colours are wanted, or light ones.
    ///
    /// # Errors
    ///
    /// When the browser does not do it.
    pub fn dark(&mut self, dark: bool) -> Result<()> {
        let value = if dark { "dark" } else { "light" };
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] });
        self.ask("Emulation.setEmulatedMedia", &features)?;
        self.drawn()
    }

    /// Waits until two frames were drawn.
    fn drawn(&mut self) -> Result<()> {
        let frames =
            "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";
        self.value(&format!("{frames}.then(() => 0)")).map(drop)
    }

    /// Returns what is seen of the page as a PNG.
    ///
    /// # Errors
    ///
    /// When the browser does not do it.
    pub fn picture(&mut self) -> Result<Vec<u8>> {
        let options = json!({ "format": "png", "optimizeForSpeed": false });
        let picture = self.ask("Page.captureScreenshot", &options)?;
        Ok(BASE64_STANDARD.decode(picture["data"].as_str().context("a picture")?)?)
    }

    /// Returns what was written to the console, thrown and not caught, refused, or asked
    /// in a dialog.
    ///
    /// # Errors
    ///
    /// When the browser has gone.
    pub fn complaints(&mut self) -> Result<Vec<String>> {
        // What came before the answer has been read with it.
        self.value("0")?;
        let events = self.browser.events.iter();
        let own = events.filter(|event| event["sessionId"] == self.session.as_str());
        let bad = own.filter(|event| COMPLAINTS.iter().any(|method| event["method"] == *method));
        Ok(bad
            .map(|event| format!("{}: {}", event["method"], event["params"]))
            .collect())
    }
}

impl Drop for Tab<'_> {
    fn drop(&mut self) {
        let target = json!({ "targetId": self.target });
        // Without a browser there is no tab.
        let _ = self.browser.ask(None, "Target.closeTarget", &target);
    }
}
