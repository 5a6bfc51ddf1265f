namespace ToskaMesh.Functions.Identity.Accounts;

/// <summary>An answer for a person, where there is nothing for a program to know.</summary>
public sealed record MessageAnswer(string Message);
