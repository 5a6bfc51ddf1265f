namespace ToskaMesh.Samples.Orders;

internal sealed record Order(int Id, string Item, int Quantity);
