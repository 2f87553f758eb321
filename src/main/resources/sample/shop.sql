-- A made-up shop for coffee and tea. No person or address in it is real.

create table customers (
    id integer primary key,
    name text not null,
    email text not null unique,
    city text not null,
    country text not null,
    since date not null
);

create table products (
    id integer primary key,
    name text not null,
    category text not null,
    price numeric not null check (price > 0),
    stock integer not null
);

create table orders (
    id integer primary key,
    customer_id integer not null references customers (id),
    ordered_at timestamp not null,
    status text not null check (status in ('new', 'paid', 'sent', 'returned'))
);

create table order_items (
    order_id integer not null references orders (id),
    product_id integer not null references products (id),
    quantity integer not null check (quantity > 0),
    unit_price numeric not null,
    primary key (order_id, product_id)
);

create index orders_customer on orders (customer_id);

create index order_items_product on order_items (product_id);

insert into customers (id, name, email, city, country, since) values
    (1, 'Ana Ferreira', 'ana.ferreira@example.org', 'Lisbon', 'PT', '2023-01-01'),
    (2, 'Bruno Keller', 'bruno.keller@example.org', 'Zurich', 'CH', '2024-06-08'),
    (3, 'Chiara Rossi', 'chiara.rossi@example.org', 'Bologna', 'IT', '2025-11-15'),
    (4, 'Daan Visser', 'daan.visser@example.org', 'Utrecht', 'NL', '2023-04-22'),
    (5, 'Elif Yılmaz', 'elif.yilmaz@example.org', 'Izmir', 'TR', '2024-09-01'),
    (6, 'Freya Lindqvist', 'freya.lindqvist@example.org', 'Uppsala', 'SE', '2025-02-08'),
    (7, 'Grzegorz Nowak', 'grzegorz.nowak@example.org', 'Kraków', 'PL', '2023-07-15'),
    (8, 'Hana Nováková', 'hana.novakova@example.org', 'Brno', 'CZ', '2024-12-22'),
    (9, 'Ines Moreau', 'ines.moreau@example.org', 'Lyon', 'FR', '2025-05-01'),
    (10, 'Jakob Bauer', 'jakob.bauer@example.org', 'Graz', 'AT', '2023-10-08'),
    (11, 'Kaisa Virtanen', 'kaisa.virtanen@example.org', 'Tampere', 'FI', '2024-03-15'),
    (12, 'Liam Byrne', 'liam.byrne@example.org', 'Cork', 'IE', '2025-08-22'),
    (13, 'Mariana Duarte', 'mariana.duarte@example.org', 'Porto', 'PT', '2023-01-01'),
    (14, 'Nikos Pappas', 'nikos.pappas@example.org', 'Thessaloniki', 'GR', '2024-06-08'),
    (15, 'Olga Petrenko', 'olga.petrenko@example.org', 'Lviv', 'UA', '2025-11-15'),
    (16, 'Pablo Ortega', 'pablo.ortega@example.org', 'Sevilla', 'ES', '2023-04-22'),
    (17, 'Rosa Jensen', 'rosa.jensen@example.org', 'Aarhus', 'DK', '2024-09-01'),
    (18, 'Samir Haddad', 'samir.haddad@example.org', 'Brussels', 'BE', '2025-02-08');

insert into products (id, name, category, price, stock) values
    (1, 'House Blend', 'Coffee', 9.90, 37),
    (2, 'Ethiopia Sidama', 'Coffee', 14.50, 74),
    (3, 'Colombia Huila', 'Coffee', 12.90, 111),
    (4, 'Kenya Nyeri', 'Coffee', 15.90, 8),
    (5, 'Guatemala Antigua', 'Coffee', 13.50, 45),
    (6, 'Brazil Santos', 'Coffee', 10.90, 82),
    (7, 'Sumatra Mandheling', 'Coffee', 13.90, 119),
    (8, 'Costa Rica Tarrazú', 'Coffee', 14.90, 16),
    (9, 'Decaf Swiss Water', 'Coffee', 12.50, 53),
    (10, 'Espresso No. 7', 'Coffee', 11.90, 90),
    (11, 'Assam Breakfast', 'Tea', 6.50, 127),
    (12, 'Darjeeling First Flush', 'Tea', 11.90, 24),
    (13, 'Earl Grey', 'Tea', 7.20, 61),
    (14, 'Sencha', 'Tea', 8.40, 98),
    (15, 'Jasmine Pearls', 'Tea', 12.90, 135),
    (16, 'Rooibos', 'Tea', 5.90, 32),
    (17, 'Peppermint', 'Tea', 4.90, 69),
    (18, 'Chamomile', 'Tea', 4.90, 106),
    (19, 'Lapsang Souchong', 'Tea', 9.20, 3),
    (20, 'Masala Chai', 'Tea', 6.90, 40),
    (21, 'French Press 1 l', 'Brewing', 34.90, 77),
    (22, 'Pour-Over Dripper', 'Brewing', 24.50, 114),
    (23, 'Moka Pot 6 Cups', 'Brewing', 39.90, 11),
    (24, 'Gooseneck Kettle', 'Brewing', 79.00, 48),
    (25, 'Cold Brew Jug', 'Brewing', 29.90, 85),
    (26, 'AeroPress Set', 'Brewing', 44.90, 122),
    (27, 'Teapot Cast Iron', 'Brewing', 59.00, 19),
    (28, 'Tea Strainer', 'Brewing', 7.90, 56),
    (29, 'Paper Filters 100', 'Brewing', 4.50, 93),
    (30, 'Milk Frother', 'Brewing', 19.90, 130),
    (31, 'Hand Grinder Mini', 'Grinders', 49.00, 27),
    (32, 'Hand Grinder Pro', 'Grinders', 129.00, 64),
    (33, 'Electric Burr 40', 'Grinders', 159.00, 101),
    (34, 'Electric Burr 60', 'Grinders', 289.00, 138),
    (35, 'Blade Grinder', 'Grinders', 29.90, 35),
    (36, 'Grinder Brush', 'Grinders', 6.90, 72),
    (37, 'Burr Set 38 mm', 'Grinders', 34.00, 109),
    (38, 'Dosing Cup', 'Grinders', 12.90, 6),
    (39, 'Bean Cellar', 'Grinders', 16.50, 43),
    (40, 'Scale 0.1 g', 'Grinders', 39.90, 80),
    (41, 'Espresso Cup', 'Cups', 8.90, 117),
    (42, 'Cappuccino Cup', 'Cups', 10.90, 14),
    (43, 'Latte Glass', 'Cups', 9.50, 51),
    (44, 'Travel Mug 350 ml', 'Cups', 24.90, 88),
    (45, 'Camping Mug', 'Cups', 12.50, 125),
    (46, 'Tea Bowl', 'Cups', 14.90, 22),
    (47, 'Mug Blue', 'Cups', 11.90, 59),
    (48, 'Mug Sand', 'Cups', 11.90, 96),
    (49, 'Saucer Oak', 'Cups', 6.50, 133),
    (50, 'Thermos 1 l', 'Cups', 34.90, 30),
    (51, 'Oat Biscuits', 'Pantry', 3.90, 67),
    (52, 'Almond Cantuccini', 'Pantry', 5.50, 104),
    (53, 'Dark Chocolate 70 %', 'Pantry', 3.20, 1),
    (54, 'Honey Linden', 'Pantry', 7.90, 38),
    (55, 'Vanilla Syrup', 'Pantry', 6.90, 75),
    (56, 'Cane Sugar Cubes', 'Pantry', 2.90, 112),
    (57, 'Cardamom Pods', 'Pantry', 4.40, 9),
    (58, 'Cocoa Powder', 'Pantry', 5.90, 46),
    (59, 'Dried Figs', 'Pantry', 4.90, 83),
    (60, 'Shortbread', 'Pantry', 4.20, 120);

-- 500 orders from September 2024 to January 2026; the multipliers only spread them
insert into orders (id, customer_id, ordered_at, status)
with recursive n (i) as (select 1 union all select i + 1 from n where i < 500)
select i,
       1 + (i * 7 + i / 11) % 18,
       datetime('2024-09-01 08:00:00', '+' || (i * 1457 + (i * i * 31) % 1200) || ' minutes', '+' || ((i * 17) % 60) || ' seconds'),
       case when i > 492 then 'new' when i > 480 then 'paid' when i % 41 = 0 then 'returned' else 'sent' end
from n;

-- one to five different products in each
insert or ignore into order_items (order_id, product_id, quantity, unit_price)
with recursive k (j) as (select 0 union all select j + 1 from k where j < 4)
select o.id,
       p.id,
       1 + (o.id * 3 + k.j * 5) % 4,
       p.price
from orders o
join k on k.j <= (o.id * 13) % 5
join products p on p.id = 1 + (o.id * 29 + k.j * k.j * 11 + k.j * 7) % 60;

create view revenue_by_month as
select strftime('%Y-%m', o.ordered_at) as month,
       count(distinct o.id) as orders,
       round(sum(i.quantity * i.unit_price), 2) as revenue
from orders o
join order_items i on i.order_id = o.id
where o.status <> 'returned'
group by month;
