namespace ToskaMesh.Shared.Tests;
