namespace ToskaMesh.Functions.Tests;
