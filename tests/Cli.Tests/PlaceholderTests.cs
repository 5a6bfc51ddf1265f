namespace ToskaMesh.Cli.Tests;
