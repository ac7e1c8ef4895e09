/// Reports as HTML pages: each section draws one part of what a report tells, in the words of one language.
package dev.lamina.report.html;
