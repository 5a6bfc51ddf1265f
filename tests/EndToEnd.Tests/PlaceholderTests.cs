namespace ToskaMesh.EndToEnd.Tests;
