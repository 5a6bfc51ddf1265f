using System.Collections.Concurrent;

namespace ToskaMesh.Samples.Orders;

/// <summary>The orders that this instance took: in memory, the newest 1,000.</summary>
internal sealed class OrderBook
{
    private const int Capacity = 1000;

    private readonly ConcurrentDictionary<int, Order> _orders = new();
    private int _last;

    public OrderBook()
    {
        Add(new NewOrder("coffee", 2));
        Add(new NewOrder("tea", 1));
    }

    public IEnumerable<Order> All => _orders.Values.OrderBy(order => order.Id);

    public Order? Find(int id) => _orders.GetValueOrDefault(id);

    public Order Add(NewOrder order)
    {
        var id = Interlocked.Increment(ref _last);
        _orders.TryRemove(id - Capacity, out _);
        return _orders[id] = new Order(id, order.Item, order.Quantity);
    }
}
