package dev.norelay.scenario;

/**
 * How a rule of a run stands.
 *
 * @param number by which it can be taken away, from 1; given anew with each reset
 * @param rule itself
 * @param added whether it was added to the run, instead of standing in the scenario
 * @param fired how often it has decided since the last reset
 * @param nearMiss how near it came, in a person's words; empty if it has fired, or nothing came to it
 */
public record RuleState(int number, Rule rule, boolean added, long fired, String nearMiss) {}
