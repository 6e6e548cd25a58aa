/** What stands in docs/container.md, as those write it who use norelay. */
package shop;
