namespace ToskaMesh.Samples.Orders;

internal sealed record NewOrder(string Item, int Quantity);
